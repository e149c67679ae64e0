#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# quickstart from nothing: in fresh roots that have apt and nothing else, as a
# user meets it; and with stubs in place of the package managers that Debian has
# not. The checkout is read-only there.

load lib/load

# The roots are made first: what that says is no test's output.
setup_file() {
	local suite
	for suite in bookworm trixie; do
		"$TOP/tests/kernels/root" --bare "$suite" >/dev/null
	done
	"$TOP/tests/kernels/locate" 6.1 >/dev/null
}

# from_nothing SUITE: run the script on standard input in a fresh root.
from_nothing() {
	local root
	root=$("$TOP/tests/kernels/root" --bare "$1")
	{
		echo 'set -eu'
		cat
	} | enter "$root" --net -- sh
}

# with_kernels: the same in a root that has kernel headers and DKMS, no network.
with_kernels() {
	local root tree
	read -r root tree < <("$TOP/tests/kernels/locate" 6.1)
	{
		echo 'set -eu'
		echo "TREE=$tree"
		cat
	} | enter "$root" -- sh
}

assert_table() {
	assert_line --regexp '^put_page +plain native$'
	assert_line --regexp '^folio_put +plain native$'
	assert_line --regexp '^substitutes +none$'
	assert_line --regexp '^kshim\.ko +installed$'
}

@test "from nothing on Debian 12, and once more: nothing is built again" {
	run from_nothing bookworm <<'EOF'
/kshim/quickstart 2>&1
echo "status $?"
/usr/local/bin/kshim-config --kernel "$(ls /lib/modules)" --verdict put_page
stat -c %Y /var/lib/dkms/kshim/*/*/*/module/kshim.ko >/tmp/before
/kshim/quickstart >/tmp/again 2>&1
stat -c %Y /var/lib/dkms/kshim/*/*/*/module/kshim.ko | cmp /tmp/before - && echo "not built again"
grep -c 'installed$' /tmp/again
grep -c 'building\|installing\|copying' /tmp/again || :
EOF
	assert_success
	assert_line --partial "has no headers, here or in the distribution; taking the distribution's newest kernel"
	assert_line --regexp 'installing .*dkms.* \(this can take some minutes\)'
	assert_line --partial "building kshim.ko for 6.1."
	assert_table
	assert_line "status 0"
	assert_line plain
	assert_line "not built again"
	assert_line --index $((${#lines[@]} - 2)) 1
	assert_line --index $((${#lines[@]} - 1)) 0
}

@test "from nothing on Debian 13" {
	run from_nothing trixie <<'EOF'
/kshim/quickstart 2>&1
EOF
	assert_success
	assert_line --partial "building kshim.ko for 6.12."
	assert_table
}

@test "--dry-run says what it would do and changes nothing, for any user" {
	run with_kernels <<'EOF'
touch /tmp/mark
sleep 1
setpriv --reuid nobody --clear-groups /kshim/quickstart --dry-run 2>&1
find / -xdev -path /proc -prune -o -path /tmp -prune -o -newer /tmp/mark -type f -print
EOF
	assert_success
	assert_line --partial "would copy: dkms.conf configure"
	assert_line --regexp '^would run: dkms install -m kshim -v [0-9.]+ -k 6\.1\.'
	refute_line --regexp '^/'
}

@test "who isn't root is told so" {
	run with_kernels <<'EOF'
setpriv --reuid nobody --clear-groups /kshim/quickstart 2>&1
EOF
	assert_failure 1
	assert_line --index 0 "quickstart: *** Only root can install packages and kernel modules."
	assert_line --index 1 --partial "sudo ./quickstart"
}

@test "a kernel that configure refuses doesn't stop the others, and is named with its reason" {
	run with_kernels <<'EOF'
/kshim/tests/kernels/flip "$TREE" /tmp/flipped __folio_put=EXPORT_SYMBOL_GPL
cp /tmp/flipped/Module.symvers "$TREE/Module.symvers"
/kshim/quickstart 2>&1 || echo "status $?"
EOF
	assert_success
	assert_line --regexp '^kshim\.ko +installed +installed$'
	assert_line "quickstart: *** kshim.ko is not installed for some kernels:"
	assert_line --regexp '^    6\.1\..*-amd64: This kernel has no clean way to release a page\.$'
	assert_line "status 1"
}

@test "sources that changed within a version replace the old ones" {
	run with_kernels <<'EOF'
cp -R /kshim /tmp/kshim
rm -rf /lib/modules/*rt* /lib/modules/*cloud*
/tmp/kshim/quickstart >/dev/null 2>&1
echo '/* changed */' >>/tmp/kshim/src/main.c
/tmp/kshim/quickstart 2>&1
tail -n 1 /usr/src/kshim-*/src/main.c
EOF
	assert_success
	assert_line --partial "these sources differ from the installed kshim"
	assert_line --regexp '^kshim\.ko +installed$'
	assert_line "/* changed */"
}

# with_manager NAME: quickstart's wishes, from a stub that only takes them down.
with_manager() {
	run with_kernels <<EOF
mkdir /tmp/stubs
for tool in sh awk cut date diff dirname env find grep head id mkdir mktemp modinfo mv readelf rm sed sort \
	tail touch tr uname uniq cat cp ln ls gcc make; do
	ln -s "\$(command -v \$tool)" /tmp/stubs/\$tool
done
rm -rf /lib/modules/* /usr/src/linux-headers-*
[ "$1" = none ] || printf '#!/bin/sh\necho "asked: %s \$*" >&2\ncase "\$*" in *install*) exit 1;; *list*|*search*) exit 1;; esac\n' $1 >/tmp/stubs/$1
chmod +x /tmp/stubs/*
printf '#!/bin/sh\necho 9.9.9-default\n' >/tmp/uname
rm /tmp/stubs/uname
mv /tmp/uname /tmp/stubs/uname
chmod +x /tmp/stubs/uname
PATH=/tmp/stubs /kshim/quickstart 2>&1 || echo "status \$?"
EOF
	assert_success
	assert_line "status 1"
}

@test "Fedora and RHEL: dnf is asked for dkms and kernel-devel" {
	with_manager dnf
	assert_line --partial "*** The packages could not be installed: dkms kernel-devel"
	assert_line --partial "| asked: dnf install -y dkms kernel-devel"
}

@test "openSUSE: zypper is asked for dkms and kernel-default-devel" {
	with_manager zypper
	assert_line --partial "| asked: zypper --non-interactive install dkms kernel-default-devel"
}

@test "a machine with none of them is told what to install" {
	with_manager none
	assert_line --partial "*** The packages could not be installed: dkms linux-headers-"
	assert_line --partial "This machine has none of apt-get, dnf and zypper."
}
