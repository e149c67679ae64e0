# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# User side only; the kernel's side is src/Kbuild. In a build folder of its own
# configure leaves a Makefile that names this folder and includes this file.
srcdir ?= .
prefix ?= /usr/local
datadir ?=
version := $(shell sed -n 's/^PACKAGE_VERSION="\(.*\)"$$/\1/p' '$(srcdir)/dkms.conf')

.PHONY: modules tool install uninstall dist deb rpm check lint clean distclean
# What DKMS was given lies in a folder src, and has its own src under another name.
modules:
	@build='$(srcdir)/src/build'; [ -x "$$build" ] || build='$(srcdir)/module/build'; "$$build" '$(version)'

# The command kshim. datadir: where it finds what it reads when it runs, once it is
# installed; by default in this checkout.
tool:
	@'$(srcdir)/tools/build' '$(version)' '$(datadir)'

# The sources for DKMS (dkms install kshim/VERSION builds them), the command, and what
# consumers need. DESTDIR and prefix as everywhere.
install: datadir = $(prefix)/share/kshim
install: tool
	@prefix='$(prefix)' DESTDIR='$(DESTDIR)' '$(srcdir)/packaging/install'

uninstall:
	@prefix='$(prefix)' DESTDIR='$(DESTDIR)' '$(srcdir)/packaging/install' --uninstall

# A release, and its packages. They lie in dist/.
dist deb rpm:
	@'$(srcdir)/packaging/make-$@' dist

check:
	@'$(srcdir)/tests/run'

lint:
	@'$(srcdir)/tests/run' lint

# What configure found stays: dkms cleans after it has configured.
clean:
	rm -f kshim.ko Module.symvers kshim

distclean: clean
	rm -f kshim.json kshim_config.h kshim.target config.log
	rm -rf dist

configure: configure.ac m4/kshim-options.m4 dkms.conf
	autoconf
