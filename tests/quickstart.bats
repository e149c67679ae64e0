#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# quickstart from nothing: in fresh roots that have apt and nothing else, as a
# user meets it; and with stubs in place of the package managers that Debian has
# not. The checkout is read-only there.

load lib/load
load lib/roots

# from_nothing SUITE: run the script on standard input in a fresh root.
from_nothing() {
	local root
	root=$("$TOP/tests/kernels/root" --bare "$1")
	{
		echo 'set -eu'
		cat
	} | enter "$root" --net -- sh
}

# What is found in a sentence, and then what isn't free to all.
assert_found() {
	assert_line "put_page() and folio_put(): fine as they are on 1 of 1 kernel. Nothing to do."
	assert_line --regexp '^The kernel that runs, .*, is not among them: boot one of these, or install its headers'
	refute_line --regexp '^(put_page|folio_put) '
	assert_line --regexp '^kernel_fpu_begin +gpl none$'
	assert_line --regexp '^substitutes +[a-z_]+$'
	assert_line --regexp '^kshim\.ko +installed$'
}

# bats test_tags=tier:all
@test "from nothing on Debian 12, and once more: nothing is built again" {
	run from_nothing bookworm <<'EOF'
/kshim/quickstart 2>&1
echo "status $?"
/usr/local/bin/kshim-config --kernel "$(ls /lib/modules)" --verdict put_page
stat -c %Y /var/lib/dkms/kshim/*/*/*/module/kshim.ko >/tmp/before
/kshim/quickstart >/tmp/again 2>&1
stat -c %Y /var/lib/dkms/kshim/*/*/*/module/kshim.ko | cmp /tmp/before - && echo "not built again"
/usr/local/bin/kshim why -k "$(ls /lib/modules)" put_page
touch /tmp/mark
/kshim/quickstart --uninstall 2>&1
find / -xdev -path /proc -prune -o -path /kshim -prune -o -name '*kshim*' -print
echo "installed: $(grep -c 'installed$' /tmp/again)"
echo "done again: $(grep -c 'building\|installing\|copying' /tmp/again)"
EOF
	assert_success
	assert_line --partial "has no headers here or in the distribution; taking the distribution's newest kernel"
	assert_line --regexp 'installing .*dkms.* \(this can take some minutes\)'
	assert_line --partial "building kshim.ko for 6.1."
	assert_line "quickstart: building the command kshim"
	assert_found
	assert_line "status 0"
	assert_line plain
	assert_line "not built again"
	assert_line --partial "put_page: plain on 6.1."
	assert_line "quickstart: kshim is gone; packages that were installed for it stay"
	refute_line --regexp "^/.*kshim"
	assert_line "installed: 1"
	assert_line "done again: 0"
}

# bats test_tags=tier:full
@test "from nothing on Debian 13" {
	run from_nothing trixie <<'EOF'
/kshim/quickstart 2>&1
EOF
	assert_success
	assert_line --partial "building kshim.ko for 6.12."
	assert_found
}

# bats test_tags=tier:quick
@test "--dry-run says what it would do and changes nothing, for any user" {
	run in_root 6.1 <<'EOF'
touch /tmp/mark
sleep 1
setpriv --reuid nobody --clear-groups /kshim/quickstart --dry-run 2>&1
find / -xdev -path /proc -prune -o -path /tmp -prune -o -newer /tmp/mark -type f -print
EOF
	assert_success
	assert_line "would run: /kshim/packaging/install dkms"
	assert_line --regexp '^would run: dkms install -m kshim -v [0-9.]+ -k 6\.1\.'
	refute_line --regexp '^/'
}

# bats test_tags=tier:quick
@test "who isn't root is told so" {
	run in_root 6.1 <<'EOF'
setpriv --reuid nobody --clear-groups /kshim/quickstart 2>&1
EOF
	assert_failure 1
	assert_line --index 0 "quickstart: *** Only root can install packages and kernel modules."
	assert_line --index 1 --partial "sudo ./quickstart"
}

# bats test_tags=tier:quick
@test "what has no route on a kernel is told with its reason, and loses no other verdict" {
	run in_root 6.1 <<'EOF'
/kshim/tests/kernels/gpl-only "$TREE" $(/kshim/tests/kernels/refused "$TREE") >/dev/null
/kshim/quickstart --no-tool 2>&1 || echo "status $?"
EOF
	assert_success
	assert_line --regexp '^kshim\.ko +installed +installed +installed$'
	assert_line --regexp '^put_page\(\) and folio_put\(\): fine as they are on 2 of 3 kernels, out of reach on 6\.1\..*-amd64\.$'
	assert_line --regexp '^put_page +gpl none +plain native +plain native$'
	refute_line --regexp '^get_page '
	assert_line --regexp '^rcu_read_lock +gpl none +gpl none +gpl none$'
	assert_line --regexp "^kshim-config: warning: a module that isn't GPL-compatible can't use all of put_page\(\) and folio_put\(\) on 6\.1\..*-amd64:$"
	assert_line --regexp '^    folio_put\(\) references __folio_put, which is exported GPL-only'
	refute_line --partial "***"
	refute_line --partial status
}

# bats test_tags=tier:full
@test "what is missing is named, and not make's last line" {
	run in_root 6.1 <<'EOF'
rm -rf /lib/modules/*rt* /lib/modules/*cloud*
mv /usr/lib/linux-kbuild-6.1/scripts/mod/modpost /tmp
/kshim/quickstart --no-tool 2>&1 || echo "status $?"
mv /tmp/modpost /usr/lib/linux-kbuild-6.1/scripts/mod
cp -R /kshim /tmp/kshim
echo 'void broken(void) { nonesuch(); }' >>/tmp/kshim/src/main.c
/tmp/kshim/quickstart --no-tool 2>&1 || echo "status $?"
EOF
	assert_success
	assert_line --regexp '^    6\.1\..*-amd64: The kernel 6\.1\..*-amd64 can.t link a module here\.$'
	assert_line --regexp '^        scripts/mod/modpost of the kernel tree is missing'
	assert_line --regexp "^     -> Install the kernel's headers anew"
	assert_line --regexp '^    6\.1\..*-amd64: kshim\.ko can.t be built for 6\.1\..*-amd64\.$'
	assert_line --regexp '^        \| .*error: implicit declaration of function .nonesuch'
	# It is make that says which file is not there; how it ended is no reason.
	refute_line --regexp 'make.*: \*\*\* \['
	assert_equal "$(grep -c '^status 1$' <<<"$output")" 2
}

# Its name is all that makes this kernel an old one: DKMS goes by that.
# bats test_tags=tier:full
@test "a kernel from before 4.18 is left out, which is no failure" {
	run in_root 6.1 <<'EOF'
rm -rf /lib/modules/*rt* /lib/modules/*cloud*
mkdir /lib/modules/4.17.0-amd64
cp -R "$TREE" /usr/src/linux-headers-4.17.0-amd64
ln -s /usr/src/linux-headers-4.17.0-amd64 /lib/modules/4.17.0-amd64/build
sed -i 's/".*"/"4.17.0-amd64"/' /usr/src/linux-headers-4.17.0-amd64/include/generated/utsrelease.h
/kshim/quickstart --no-tool 2>&1
EOF
	assert_success
	assert_line "quickstart: 4.17.0-amd64 is left out: it is older than 4.18, or has no loadable modules"
	assert_line --regexp '^kshim\.ko +installed$'
}

# bats test_tags=tier:full
@test "sources that changed within a version replace the old ones" {
	run in_root 6.1 <<'EOF'
cp -R /kshim /tmp/kshim
rm -rf /lib/modules/*rt* /lib/modules/*cloud*
/tmp/kshim/quickstart --no-tool >/dev/null 2>&1
echo '/* changed */' >>/tmp/kshim/src/main.c
/tmp/kshim/quickstart --no-tool 2>&1
tail -n 1 /usr/src/kshim-*/module/main.c
/tmp/kshim/quickstart --no-tool --dry-run 2>/dev/null | grep 'would run: dkms\|packaging/install' || echo no more to do
rm /usr/local/bin/kshim-config
/tmp/kshim/quickstart --no-tool >/dev/null 2>&1
readlink -f /usr/local/bin/kshim-config
EOF
	assert_success
	assert_line --partial "these sources differ from the installed kshim"
	assert_line --regexp '^kshim\.ko +installed$'
	assert_line "/* changed */"
	assert_line "no more to do"
	assert_line "/usr/src/kshim-$("$TOP/packaging/version")/compat/kshim-config"
}

# bats test_tags=tier:full
@test "without a network what is here is served; what is missing ends with advice about the network" {
	run in_root 6.1 <<'EOF'
rm -rf /lib/modules/*rt* /lib/modules/*cloud*
/kshim/quickstart --no-tool 2>&1
mkdir /tmp/path
for tool in /usr/bin/* /usr/sbin/*; do
	case $tool in
	*/dkms) ;;
	*) ln -s "$tool" /tmp/path/ 2>/dev/null || : ;;
	esac
done
rm -rf /var/lib/apt/lists
PATH=/tmp/path /kshim/quickstart 2>&1 || echo "status $?"
EOF
	assert_success
	assert_line "quickstart: the package lists can't be read; going on with what is here"
	assert_line --regexp '^kshim\.ko +installed$'
	assert_line "quickstart: *** The package lists can't be read."
	assert_line --partial " -> Check the network and the apt sources."
	refute_line --partial EPEL
	assert_line "status 1"
}

# The module is what modpost says of it: it depends on kshim.
# bats test_tags=tier:all
@test "--uninstall names the modules that need kshim before it goes, and leaves them" {
	run in_root 6.1 <<'EOF'
K=${TREE#/usr/src/linux-headers-}
rm -rf /lib/modules/*rt* /lib/modules/*cloud*
/kshim/tests/kernels/gpl-only "$TREE" >/dev/null
quiet /kshim/quickstart --no-tool
cp -R /kshim/tests/consumers/release /tmp/release
PATH=$PATH:/usr/local/bin
quiet make -C "$TREE" M=/tmp/release KCFLAGS="$(kshim-config --kernel "$K" --cflags)" \
	KBUILD_EXTRA_SYMBOLS="$(kshim-config --kernel "$K" --symvers)" modules
mkdir -p "/lib/modules/$K/extra"
cp /tmp/release/release.ko "/lib/modules/$K/extra"
modinfo -F depends "/lib/modules/$K/extra/release.ko"
/kshim/quickstart --uninstall 2>&1
ls "/lib/modules/$K/extra" /usr/local/bin
EOF
	assert_success
	assert_line --index 0 kshim
	assert_line "kshim: warning: these modules load kshim first, and won't load without it:"
	assert_line --regexp '^    /lib/modules/6\.1\..*/extra/release\.ko$'
	assert_line "quickstart: kshim is gone; packages that were installed for it stay"
	assert_line release.ko
	refute_line kshim-config
}

# bats test_tags=tier:quick
@test "odd arguments are refused" {
	local given
	for given in extra --nonsense "--uninstall --no-tool" "--dry-run extra"; do
		# shellcheck disable=SC2086 # words
		run "$TOP/quickstart" $given
		assert_failure 1
		assert_line --index 0 --partial "quickstart: ***"
		assert_output --partial "Usage: sudo ./quickstart"
	done
}

# On a terminal no step is silent for long.
# bats test_tags=tier:full
@test "on a terminal each long step shows that it goes on" {
	run in_root 6.1 <<'EOF'
rm -rf /lib/modules/*rt* /lib/modules/*cloud*
script -qec "/kshim/quickstart --no-tool" /dev/null
EOF
	assert_success
	assert_output --partial "(kernel 1 of 1)"
	assert_output --regexp $'\r\e\\[K  [0-9]+ s: '
}

# as_booted LOCKDOWN SECURE: what packaging/secure-boot says of a machine that is so.
as_booted() {
	rm -rf machine
	mkdir -p machine/sys/firmware/efi/efivars machine/sys/kernel/security machine/var/lib/dkms
	echo "$1" >machine/sys/kernel/security/lockdown
	printf '\6\0\0\0%b' "$2" >machine/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c
	[[ -z ${3-} ]] || touch "machine/var/lib/dkms/$3"
	run env PATH="$PWD/path:$PATH" "$TOP/packaging/secure-boot" "$PWD/machine"
	assert_success
}

# bats test_tags=tier:quick
@test "Secure Boot: what the machine is in, whether DKMS's key is enrolled, and the command for it" {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir path
	printf '%s\n' '#!/bin/sh' 'cat answer' >path/mokutil
	chmod +x path/mokutil
	echo "mok.pub is not enrolled" >answer
	as_booted "[none] integrity confidentiality" '\0' mok.pub
	assert_output ""
	as_booted "none [integrity] confidentiality" '\1' mok.pub
	assert_line --index 0 --partial "Secure Boot is on, and the kernel is locked down (integrity): DKMS signs"
	assert_line --index 1 --regexp "^    mokutil --import /var/lib/dkms/mok\.pub "
	as_booted "none [integrity] confidentiality" '\1'
	assert_line --index 0 --partial "DKMS has no key yet"
	echo "machine/var/lib/dkms/mok.pub is already enrolled" >answer
	as_booted "none [integrity] confidentiality" '\1' mok.pub
	assert_output "Secure Boot is on, and the kernel is locked down (integrity): DKMS signs what it builds, and its key is enrolled."
}

# with_manager NAME RELEASE [OFFER]: what quickstart asks for on a machine that
# runs RELEASE, from a stub that takes it down and fails. A question for packages
# is answered with OFFER, or with a no.
with_manager() {
	run in_root 6.1 <<EOF
mkdir /tmp/stubs
for tool in sh awk cut date diff dirname env find grep head id mkdir mktemp modinfo mv readelf readlink rm sed sort \
	tail touch tr uniq cat cp ln ls gcc make; do
	ln -s "\$(command -v \$tool)" /tmp/stubs/\$tool
done
rm -rf /lib/modules/* /usr/src/linux-headers-*
printf '#!/bin/sh\necho "%s"\n' '$2' >/tmp/stubs/uname
echo '${3-}' >/tmp/offer
cat >/tmp/manager <<'END'
#!/bin/sh
case " \$* " in
*" list "* | *" search "*)
	echo "\$*" >>/tmp/questions
	cat /tmp/offer
	[ -n "${3-}" ]
	;;
*)
	echo "asked: $1 \$*"
	exit 1
	;;
esac
END
[ "$1" = none ] || mv /tmp/manager /tmp/stubs/$1
chmod +x /tmp/stubs/*
PATH=/tmp/stubs /kshim/quickstart 2>&1 || echo "status \$?"
cat /tmp/questions 2>/dev/null || :
EOF
	assert_success
	assert_line "status 1"
}

# bats test_tags=tier:quick
@test "Fedora and RHEL: dnf is asked for the running kernel's headers" {
	with_manager dnf 6.5.6-300.fc39.x86_64 "Available Packages"
	assert_line --partial "quickstart: installing dkms kernel-devel-6.5.6-300.fc39.x86_64 (this can take some minutes)"
	assert_line --regexp "^-q list kernel-devel-6\.5\.6-300\.fc39\.x86_64$"
	assert_line --partial "*** The packages could not be installed: dkms kernel-devel-6.5.6-300.fc39.x86_64"
	assert_line "    | asked: dnf install -y dkms kernel-devel-6.5.6-300.fc39.x86_64"
	with_manager dnf 5.14.0-427.el9.x86_64+debug "Available Packages"
	assert_line --partial "asked: dnf install -y dkms kernel-debug-devel-5.14.0-427.el9.x86_64"
}

# bats test_tags=tier:all
@test "Fedora and RHEL: without those, for the newest kernel and its headers" {
	with_manager dnf 6.5.6-300.fc39.x86_64
	assert_line --partial "taking the distribution's newest kernel"
	assert_line --partial "asked: dnf install -y dkms kernel-core kernel-devel"
}

# bats test_tags=tier:all
@test "openSUSE: zypper is asked for the running kernel's headers in their full version" {
	with_manager zypper 6.4.0-150600.23.7-default "S | Name | Type | Version | Arch | Repository
--+------+------+---------+------+-----------
v | kernel-default-devel | package | 6.4.0-150600.23.73.1 | x86_64 | Updates
v | kernel-default-devel | package | 6.4.0-150600.23.7.3  | x86_64 | Updates
v | kernel-default-devel | package | 6.4.0-150600.21.3    | x86_64 | Main"
	assert_line --partial "search -s -x kernel-default-devel"
	assert_line --partial "asked: zypper --non-interactive install dkms kernel-default-devel=6.4.0-150600.23.7.3"
}

# bats test_tags=tier:all
@test "openSUSE: without those, for the newest kernel and its headers" {
	with_manager zypper 6.4.0-150600.23.7-default "S | Name | Type | Version | Arch | Repository
v | kernel-default-devel | package | 6.4.0-150600.23.73.1 | x86_64 | Updates"
	assert_line --partial "taking the distribution's newest kernel"
	assert_line --partial "asked: zypper --non-interactive install dkms kernel-default kernel-default-devel"
}

# bats test_tags=tier:all
@test "a machine with none of them is told what to install" {
	with_manager none 6.1.0-56-amd64
	assert_line "quickstart: *** The packages could not be installed: dkms linux-headers-6.1.0-56-amd64"
	assert_line "    This machine has none of apt-get, dnf and zypper."
}
