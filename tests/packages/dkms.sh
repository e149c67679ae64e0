# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# Debian's DKMS packages in a suite's root, and kshim beside them, for the programs of this folder.

export KSHIM_DATADIR=/kshim

# quiet COMMAND...: its output only where it fails, which ends the program.
quiet() {
	"$@" >/tmp/log 2>&1 </dev/null || {
		cat /tmp/log >&2
		exit 1
	}
}

# unpack_packages: those of /debs; set packages, the names that DKMS has for them. Of a DKMS package
# only its files: configuring it would build at once.
unpack_packages() {
	set --
	for deb in /debs/*.deb; do
		case $deb in
		*-dkms_*) quiet dpkg --unpack "$deb" ;;
		*) set -- "$@" "$deb" ;;
		esac
	done
	[ $# -eq 0 ] || quiet dpkg --install "$@"
	# shellcheck disable=SC2034 # for who reads this
	packages=$(sed -n 's/^PACKAGE_NAME="\(.*\)"$/\1/p' /usr/src/*/dkms.conf)
}

# version NAME: that of the package.
version() {
	(cd /usr/src && grep -l "^PACKAGE_NAME=\"$1\"" ./*/dkms.conf) | sed "s|^\./$1-||; s|/.*||"
}

# install_kshim RELEASE...: for these kernels, anew.
install_kshim() {
	kshim=$(/kshim/packaging/version)
	dkms remove "kshim/$kshim" --all >/dev/null 2>&1 || prefix=/usr /kshim/packaging/install dkms
	for installed; do
		quiet dkms install "kshim/$kshim" -k "$installed"
	done
}

# modules NAME [RELEASE]: the files that DKMS has built of it.
modules() {
	find "/var/lib/dkms/$1/" -path "*/${2:-}*" -name '*.ko*' | sort
}

# sum NAME [RELEASE]: of all of them, one; nothing where there is none.
sum() {
	modules "$@" | grep -q . || return 0
	modules "$@" | xargs cat | sha256sum | cut -c 1-16
}

# answers NAME [RELEASE]: how many lines "checking ..." its configure printed, and a sum of them, which stay in
# /tmp/answers. What PRE_BUILD prints goes to dkms's own output up to Debian 12 (/tmp/said.NAME, where that is
# kept). Whether an answer was in configure's cache makes no difference; how finely the file system keeps
# time automake measures, by the clock.
answers() {
	{
		find "/var/lib/dkms/$1/" -path "*/${2:-}*" -name make.log -exec cat {} +
		[ ! -e "/tmp/said.$1" ] || cat "/tmp/said.$1"
	} | sed -n -e '/filesystem timestamp/d' -e '/^checking /{ s/(cached) //g; p; }' >/tmp/answers
	echo "$(wc -l </tmp/answers) $(sha256sum </tmp/answers | cut -c 1-16)"
}
