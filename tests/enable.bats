#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# kshim enable and disable: DKMS builds a consumer that knows nothing of kshim with it,
# in every suite's DKMS (2.8.4, 3.0.10, 3.2.2 and that of sid).

load lib/load
load lib/roots
load lib/tool

setup_file() {
	build_tool
}

# in_machine NAME: in_root, with the command kshim.
in_machine() {
	in_root "$1" --bind "$BUNDLE:/tool"
}

# What the scripts below have at hand.
preamble() {
	cat <<'END'
K=${TREE#/usr/src/linux-headers-}
V=$(/kshim/packaging/version)
export PATH=/tool:$PATH KSHIM_DATADIR=/kshim

# install_kshim: its sources only, as a package does that leaves the building to DKMS.
install_kshim() {
	prefix=/usr /kshim/packaging/install dkms
	quiet dkms add "kshim/$V"
}

# consumer NAME [LINE...]: a consumer under DKMS, with these lines in its dkms.conf.
consumer() {
	cp -R /kshim/tests/consumers/release "/usr/src/$1-1"
	name=$1
	shift
	printf '%s\n' "PACKAGE_NAME=\"$name\"" 'PACKAGE_VERSION="1"' 'BUILT_MODULE_NAME[0]="release"' \
		'DEST_MODULE_LOCATION[0]="/extra"' 'AUTOINSTALL="yes"' "$@" >"/usr/src/$name-1/dkms.conf"
	quiet dkms add "$name/1"
}

# autoinstall: as the package of a new kernel does; what comes of it, the first first.
# (Not every DKMS exits with a failure when a module fails; and 3.2 leaves depmod out
# where it has never run, since there are headers alone.)
autoinstall() {
	depmod "$K" 2>/dev/null
	dkms autoinstall -k "$K" >/tmp/autoinstall 2>&1 </dev/null || :
	find "/lib/modules/$K" \( -name 'kshim.ko*' -o -name 'release.ko*' \) -printf '%C@ %f\n' | sort -n | sed 's/.* //; s/\.ko.*//'
}
END
}

# assert_enabled NAME: the whole way on a GPL-only kernel.
assert_enabled() {
	run in_machine "$1" <<'END'
/kshim/tests/kernels/gpl-only "$TREE" >/dev/null
install_kshim
consumer release
autoinstall
grep -o "GPL-only symbol.*" /var/lib/dkms/release/1/build/make.log /var/lib/dkms/release/1/*/*/log/make.log 2>/dev/null | sed 's/.*:G/G/' | sort
dkms remove kshim/$V --all >/dev/null 2>&1
dkms add kshim/$V >/dev/null 2>&1
kshim enable release 2>/dev/null | sed 's/ here for$//'
kshim enable --list
autoinstall
modinfo -k "$K" -F depends release
modprobe -S "$K" -n -v release | sed 's/insmod .*\/\(.*\)\.ko.*/loads \1/'
kshim disable release
find /etc/dkms -name 'release*'
END
	assert_success
}

# bats test_tags=tier:full
@test "5.10, DKMS 2.8.4: a consumer fails without kshim, and is built after it once enabled" {
	assert_enabled 5.10
	assert_way
}

# bats test_tags=tier:quick
@test "6.1, DKMS 3.0.10: the same" {
	assert_enabled 6.1
	assert_line "GPL-only symbol '__put_devmap_managed_page_refs'"
	assert_line "GPL-only symbol 'devmap_managed_key'"
	assert_way
}

# bats test_tags=tier:full
@test "6.12, DKMS 3.2.2: the same" {
	assert_enabled 6.12
	assert_line "GPL-only symbol '__put_devmap_managed_folio_refs'"
	assert_line "GPL-only symbol 'devmap_managed_key'"
	assert_way
}

# What is common to those: kshim is installed alone, then both, in this order.
assert_way() {
	assert_line --index 0 kshim
	assert_line --index 1 --partial "GPL-only symbol"
	assert_line "/etc/dkms/release.conf is written: DKMS builds release with kshim from now on,"
	assert_output --partial "
release
kshim
release
kshim
loads kshim
loads release
/etc/dkms/release.conf is removed: DKMS builds release without kshim from now on"
}

# bats test_tags=tier:all
@test "7.2: as shipped a consumer is built with no flags, and needs no kshim.ko" {
	run in_machine 7.2 <<'END'
install_kshim
consumer release
kshim enable release 2>&1 >/dev/null | sed 's/^kshim-config/kshim/'
autoinstall
echo "flags '$(kshim-config --kernel "$K" --cflags)'"
echo "depends '$(modinfo -k "$K" -F depends release)'"
kshim enable release | tail -n 1 | sed "s/$K/K/"
END
	assert_success
	assert_output "kshim: *** kshim was not built for the kernel $(kernel_of 7.2).
    There is no kshim.json for it under /var/lib/dkms/kshim.
 -> Run: dkms install kshim/VERSION -k $(kernel_of 7.2) (dkms status shows the versions).
kshim
release
flags ''
depends ''
  K: no flags are needed"
}

# kernel_of NAME: its release.
kernel_of() {
	local tree
	read -r _ tree < <("$TOP/tests/kernels/locate" "$1")
	echo "${tree#/usr/src/linux-headers-}"
}

# bats test_tags=tier:all
@test "every form of MAKE: what DKMS puts behind a leading make stays there, and nothing else changes" {
	run in_machine 6.1 <<'END'
/kshim/tests/kernels/gpl-only "$TREE" >/dev/null
install_kshim
consumer default
consumer leading 'MAKE[0]="make -C $kernel_source_dir M=$dkms_tree/leading/1/build modules"'
consumer quoted "MAKE[0]=\"'make' -C \$kernel_source_dir M=\$dkms_tree/quoted/1/build modules\""
consumer grouped 'MAKE[0]="(true && make -C $kernel_source_dir M=$dkms_tree/grouped/1/build modules) && true"'
consumer matched 'MAKE[0]="false"' 'MAKE[1]="make -C $kernel_source_dir M=$dkms_tree/matched/1/build modules"' 'MAKE_MATCH[1]="^6"'
quiet dkms install "kshim/$V" -k "$K"
for name in default leading quoted grouped matched; do
	kshim enable "$name" >/dev/null 2>&1
	dkms build "$name/1" -k "$K" -j 3 >/tmp/log 2>&1 || cat "/var/lib/dkms/$name/1/build/make.log"
	module=$(find "/var/lib/dkms/$name/1/$K/" -name 'release.ko*')
	echo "$name $(modinfo -F depends "$module") $(grep -o 'make -j3 KERNELRELEASE=[^ ]* -C' /tmp/log | sed "s/$K/K/" | head -n 1)"
done
kshim enable --list | paste -sd ' '
kshim enable --list --json
END
	assert_success
	assert_line --index 0 "default kshim make -j3 KERNELRELEASE=K -C"
	assert_line --index 1 "leading kshim make -j3 KERNELRELEASE=K -C"
	assert_line --index 2 "quoted kshim "
	assert_line --index 3 "grouped kshim "
	assert_line --index 4 "matched kshim make -j3 KERNELRELEASE=K -C"
	assert_line --index 5 "default grouped leading matched quoted"
	assert_line '      "consumer":"grouped",'
	assert_line '      "file":"/etc/dkms/grouped.conf"'
}

# bats test_tags=tier:all
@test "an administrator's file is kept and reported, and so is what the user has to know" {
	run in_machine 6.1 <<'END'
kshim enable nonesuch 2>&1 || echo "exit $?"
install_kshim
kshim enable nonesuch 2>&1 || echo "exit $?"
kshim enable ../x 2>&1 || echo "exit $?"
kshim enable kshim 2>&1 || echo "exit $?"
kshim disable release
consumer release
mkdir -p /etc/dkms
echo '# mine' >/etc/dkms/release.conf
kshim enable release 2>&1 || echo "exit $?"
kshim disable release 2>&1 || echo "exit $?"
cat /etc/dkms/release.conf
kshim enable --list
rm /etc/dkms/release.conf
chmod 755 /etc/dkms
setpriv --reuid=65534 --regid=65534 --clear-groups /tool/kshim enable release 2>&1 || echo "exit $?"
find /etc/dkms -name 'release*'
kshim enable --license "Dual BSD/GPL" release >/dev/null 2>&1
grep -o -e "--license '[^']*'" /etc/dkms/release.conf
END
	assert_success
	assert_line --index 0 "kshim: *** DKMS does not know kshim itself."
	assert_line --index 3 "exit 2"
	assert_line --index 4 "kshim: *** DKMS knows no nonesuch."
	assert_line --index 6 " -> Install the consumer's DKMS package (for OpenAFS on Debian: openafs-modules-dkms), or"
	assert_line --index 8 "exit 2"
	assert_line --index 9 "kshim: *** That is no name of a consumer of kshim."
	assert_line "release is not enabled: there is no /etc/dkms/release.conf"
	assert_line "kshim: *** There is a /etc/dkms/release.conf already."
	assert_line --partial 'BUILD_DEPENDS+=("kshim")'
	assert_line "kshim: *** /etc/dkms/release.conf is not kshim's."
	assert_line "# mine"
	assert_line "kshim: *** /etc/dkms/release.conf can't be changed."
	assert_line " -> Run it as root, with sudo."
	assert_line --index $((${#lines[@]} - 1)) "--license 'Dual BSD/GPL'"
	assert_equal "$(grep -c '^exit 2$' <<<"$output")" 7
}

# bats test_tags=tier:quick
@test "whatever the umask, what is installed is root's alone to write and everybody's to read" {
	local mask
	for mask in 000 077; do
		(umask "$mask" && DESTDIR=$BATS_TEST_TMPDIR/$mask prefix=/usr "$TOP/packaging/install" dkms dev)
		run find "$BATS_TEST_TMPDIR/$mask/usr" ! -type l \( -perm /022 -o ! -perm -444 -o -type d ! -perm -555 \)
		assert_success
		refute_output
	done
	run diff <(cd "$BATS_TEST_TMPDIR/000" && find . -printf '%m %p\n' | sort) <(cd "$BATS_TEST_TMPDIR/077" && find . -printf '%m %p\n' | sort)
	assert_success
	refute_output
}

# bats test_tags=tier:all
@test "kshim-config: a kernel where put_page() has no route, and a symbol table of an older build" {
	run in_machine 6.1 <<'END'
cp "$TREE/Module.symvers" /tmp/saved
/kshim/tests/kernels/gpl-only "$TREE" __folio_put >/dev/null
install_kshim
consumer release
kshim enable release >/dev/null 2>&1
autoinstall
kshim-config --kernel "$K" --cflags 2>&1 | sed "s/$K/K/" || :
modinfo -k "$K" -F name release || echo "not built"
cp /tmp/saved "$TREE/Module.symvers"
/kshim/tests/kernels/gpl-only "$TREE" >/dev/null
for step in build install; do
	dkms "$step" --force -m kshim -v "$(/kshim/packaging/version)" -k "$K" >/dev/null 2>&1
done
symvers=$(kshim-config --kernel "$K" --symvers)
sed -i /devmap_managed_key/d "$symvers"
kshim-config --kernel "$K" --environment 2>&1 | sed 's/-k .*, then/-k K, then/' || :
END
	assert_success
	assert_line "kshim-config: warning: a module that isn't GPL-compatible can't use all of put_page() and folio_put() on K:"
	assert_line --partial "put_page() references __folio_put, which is exported GPL-only"
	assert_line "not built"
	assert_line --partial "/Module.symvers is of an older build of kshim."
	assert_line "    It lacks what kshim.json beside it promises: kshim_devmap_managed_key"
	assert_line --partial " -> Build kshim anew: "
}

# bats test_tags=tier:quick
@test "a consumer whose licence is GPL-compatible gets no flags on any kernel" {
	local folder=$BATS_TEST_TMPDIR license
	echo '{"kernel":{"release":"6.1.0"},"cflags":"-Da=kshim_a"}' >"$folder/kshim.json"
	printf '0x0\tkshim_a\tkshim\tEXPORT_SYMBOL\t\n' >"$folder/Module.symvers"
	for license in GPL "GPL v2" "GPL and additional rights" "Dual BSD/GPL" "Dual MIT/GPL" "Dual MPL/GPL"; do
		run env KSHIM_DIR="$folder" "$TOP/compat/kshim-config" --kernel 6.1.0 --license "$license" --cflags
		assert_success
		assert_output ""
	done
	for license in BSD MIT CDDL "GPL v3" "http://www.openafs.org/dl/license10.html"; do
		run env KSHIM_DIR="$folder" "$TOP/compat/kshim-config" --kernel 6.1.0 --license "$license" --cflags
		assert_success
		assert_output -Da=kshim_a
	done
}
