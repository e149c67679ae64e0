# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# User side only; the kernel's side is src/Kbuild. In a build folder of its own
# configure leaves a Makefile that names this folder and includes this file.
srcdir ?= .
version := $(shell sed -n 's/^AC_INIT(\[kshim\],\[\(.*\)\])/\1/p' '$(srcdir)/configure.ac')

.PHONY: modules tool check lint clean distclean
modules:
	@'$(srcdir)/src/build' '$(version)'

# The command kshim. datadir: where a package installs what it reads when it runs.
tool:
	@'$(srcdir)/tools/build' '$(version)' '$(datadir)'

check:
	@'$(srcdir)/tests/run'

lint:
	@'$(srcdir)/tests/run' lint

# What configure found stays: dkms cleans after it has configured.
clean:
	rm -f kshim.ko Module.symvers kshim

distclean: clean
	rm -f kshim.json kshim_config.h kshim.target config.log

configure: configure.ac m4/kshim-options.m4
	autoconf
