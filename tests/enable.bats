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
	KERNEL=$(kernel_of 6.1)
	export KERNEL
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
	name=$1
	shift
	package release "$name" 'BUILT_MODULE_NAME[0]="release"' 'DEST_MODULE_LOCATION[0]="/extra"' "$@"
}

# siblings NAME [LINE...]: one of two modules.
siblings() {
	name=$1
	shift
	package siblings "$name" 'BUILT_MODULE_NAME=(one two)' 'BUILT_MODULE_LOCATION=(one/ two/)' \
		'DEST_MODULE_LOCATION=(/extra /extra)' "$@"
}

package() {
	cp -R "/kshim/tests/consumers/$1" "/usr/src/$2-1"
	name=$2
	shift 2
	printf '%s\n' "PACKAGE_NAME=\"$name\"" 'PACKAGE_VERSION="1"' 'AUTOINSTALL="yes"' "$@" >"/usr/src/$name-1/dkms.conf"
	quiet dkms add "$name/1"
}

# build NAME: by DKMS; what it says when it fails.
build() {
	dkms build "$1/1" -k "$K" -j 3 >/tmp/log 2>&1 || cat "/var/lib/dkms/$1/1/build/make.log"
}

# field NAME MODULE FIELD: of a module that is built.
field() {
	modinfo -F "$3" "$(find "/var/lib/dkms/$1/1/$K/" -name "$2.ko*")"
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
kshim enable --list 2>/dev/null | sed 's/:.*//'
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
@test "7.2: as shipped a consumer is built to the bit as without kshim, whatever it asks of the environment" {
	run in_machine 7.2 <<'END'
install_kshim
consumer release
siblings asks 'MAKE[0]="make KVER=$kernelver ASKS=1"' 'PRE_BUILD="configure $kernel_source_dir word"'
modules() {
	find /var/lib/dkms/release /var/lib/dkms/asks -name '*.ko*' -exec sha256sum {} + | sort
}
build release
build asks
modules >/tmp/before
for name in release asks; do
	quiet dkms remove "$name/1" --all
	quiet dkms add "$name/1"
done

kshim enable release 2>&1 >/dev/null | sed 's/^kshim-config/kshim/'
kshim enable asks >/dev/null 2>&1
depmod "$K" 2>/dev/null
autoinstall
modules | cmp /tmp/before && wc -l </tmp/before
echo "flags '$(kshim-config --kernel "$K" --cflags)'"
echo "environment '$(kshim-config --kernel "$K" --environment)'"
echo "depends '$(modinfo -k "$K" -F depends release)'"
kshim enable release | tail -n 2 | sed "s/$K/K/"
kshim enable --list
END
	assert_success
	assert_output "kshim
release
3
flags ''
environment ''
depends ''
  K: no flags are needed
 -> There is nothing to run: no kernel of this machine needs flags.
asks: flags are in force on no kernel
release: flags are in force on no kernel"
}

# kernel_of NAME: its release.
kernel_of() {
	local tree
	read -r _ tree < <("$TOP/tests/kernels/locate" "$1")
	echo "${tree#/usr/src/linux-headers-}"
}

# bats test_tags=tier:all
@test "every form of MAKE and of Makefile: what the consumer sets stays, and what DKMS puts behind a leading make" {
	run in_machine 6.1 <<'END'
/kshim/tests/kernels/gpl-only "$TREE" >/dev/null
install_kshim
consumer default
consumer leading 'MAKE[0]="make -C $kernel_source_dir M=$dkms_tree/leading/1/build modules"'
consumer quoted "MAKE[0]=\"'make' -C \$kernel_source_dir M=\$dkms_tree/quoted/1/build modules\""
consumer grouped 'MAKE[0]="(true && make -C $kernel_source_dir M=$dkms_tree/grouped/1/build modules) && true"'
consumer matched 'MAKE[0]="false"' 'MAKE[1]="make -C $kernel_source_dir M=$dkms_tree/matched/1/build modules"' 'MAKE_MATCH[1]="^6"'
consumer sequence 'MAKE[0]="true; make -C $kernel_source_dir M=$dkms_tree/sequence/1/build modules"'
siblings assigns 'MAKE[0]="make KVER=$kernelver"'
siblings asks 'MAKE[0]="make KVER=$kernelver ASKS=1 KCFLAGS=-DANY"' 'PRE_BUILD="configure $kernel_source_dir word"'
quiet dkms install "kshim/$V" -k "$K"
for name in default leading quoted grouped matched sequence; do
	kshim enable "$name" >/dev/null 2>&1
	build "$name"
	echo "$name $(field "$name" release depends) $(grep -o 'make -j3 KERNELRELEASE=[^ ]* -C' /tmp/log | sed "s/$K/K/" | head -n 1)"
done
for name in assigns asks; do
	kshim enable "$name" >/dev/null 2>&1
	build "$name"
	echo "$name one '$(field "$name" one depends)' two '$(field "$name" two depends)' found '$(field "$name" two found)'"
done
kshim enable --list 2>/dev/null | sed "s/$K/K/" | grep -v '^[dglmq]'
kshim enable --list --json 2>/dev/null
kshim enable sequence 2>/dev/null | sed "s/$K/K/g; /K/!d"

echo '{' >"/var/lib/dkms/kshim/kernel-$K-x86_64/kshim.json"
dkms remove sequence/1 -k "$K" >/dev/null 2>&1
build sequence | grep '\*\*\*' | sed "s/$K/K/"
find /var/lib/dkms/sequence/1/*/*/module -name 'release.ko*' 2>/dev/null || echo "not built"
END
	assert_success
	assert_line --index 0 "default kshim make -j3 KERNELRELEASE=K -C"
	assert_line --index 1 "leading kshim make -j3 KERNELRELEASE=K -C"
	assert_line --index 2 "quoted kshim "
	assert_line --index 3 "grouped kshim "
	assert_line --index 4 "matched kshim make -j3 KERNELRELEASE=K -C"
	assert_line --index 5 "sequence kshim "
	# Its own table, and kshim's; a module that uses nothing of kshim's depends on nothing.
	assert_line --index 6 --regexp "^assigns one '' two '(kshim,one|one,kshim)' found ''$"
	assert_line --index 7 --regexp "^asks one '' two '(kshim,one|one,kshim)' found 'put_page word'$"
	assert_line --index 8 "asks: flags are in force on K; not known, as kshim was not built for it: ${KERNEL/amd64/cloud-amd64}, ${KERNEL/amd64/rt-amd64}"
	assert_line '      "consumer":"grouped",'
	assert_line '      "file":"/etc/dkms/grouped.conf",'
	assert_line --regexp '^          "cflags":"-Ddevmap_managed_key=kshim_devmap_managed_key -D'
	assert_line '          "cflags":null'
	assert_line --regexp "^  K: -Ddevmap_managed_key=kshim_devmap_managed_key -D"
	assert_line " -> Run: dkms autoinstall -k K"
	assert_line "kshim-config: *** /var/lib/dkms/kshim/kernel-K-x86_64/kshim.json is damaged."
	assert_line "not built"
}

# bats test_tags=tier:all
@test "what an administrator has set is kept, twice enabled, disabled, and when kshim goes; and what the user has to know" {
	run in_machine 6.1 <<'END'
kshim enable nonesuch 2>&1 || echo "exit $?"
install_kshim
kshim enable nonesuch 2>&1 || echo "exit $?"
for name in ../x kshim framework; do
	kshim enable "$name" 2>&1 || echo "exit $?"
done
kshim disable release
consumer release
mkdir -p /etc/dkms
chmod 755 /etc/dkms
# OpenZFS keeps its settings there.
printf '# mine\nMAKE[0]="make mine"\nZFS_DKMS_ENABLE_DEBUG=y' >/srv/settings
chmod 640 /srv/settings
cp /srv/settings /tmp/settings
ln -s /srv/settings /etc/dkms/release.conf
setpriv --reuid=65534 --regid=65534 --clear-groups /tool/kshim enable release 2>&1 || echo "exit $?"
(umask 000 && kshim enable release >/dev/null 2>&1)
cp /etc/dkms/release.conf /tmp/once
kshim enable release >/dev/null 2>&1
cmp /tmp/once /etc/dkms/release.conf && echo "twice is once"
stat -c 'mode %a' /srv/settings
bash -c "dkms_tree=/var/lib/dkms kernelver=$K; . /etc/dkms/release.conf; printf 'make: %s\n' \"\${MAKE[@]}\"; echo \$ZFS_DKMS_ENABLE_DEBUG"
# It says nothing on a kernel that kshim is not made for, and once kshim is gone.
for k in 4.17.0-1-amd64 4.9.88 3.10.0 4.18.0 4.180.0 5.4.0 '' none; do
	tree=/var/lib/dkms
	[ "$k" != none ] || tree=/nonesuch
	bash -c "dkms_tree=$tree kernelver=$k; . /etc/dkms/release.conf; echo 'depends on $k: '\${BUILD_DEPENDS[*]-nothing}"
done
cp /etc/dkms/release.conf /tmp/enabled
kshim disable release
cmp -n "$(wc -c </tmp/settings)" /tmp/settings /srv/settings && wc -c </srv/settings
# As a package's last script, with one that was damaged, one that is all kshim's, one of 0.1.0.
cp /tmp/enabled /srv/settings
sed '/^# End/d' /tmp/enabled >/etc/dkms/damaged.conf
cp /etc/dkms/damaged.conf /tmp/damaged
kshim enable --list 2>&1 | sed -n 1p
(umask 000 && consumer whole && kshim enable whole >/dev/null 2>&1)
stat -c 'mode %a' /etc/dkms/whole.conf
printf '%s\n' before "# Written by kshim enable; kshim disable removes this file." "if true; then" fi after >/etc/dkms/older.conf
consumer older
kshim disable older
cat /etc/dkms/older.conf
printf '%s\n' "# Written by kshim enable; kshim disable removes this file." "if true; then" fi >/etc/dkms/older.conf
prefix=/usr /kshim/packaging/install --uninstall tool
cmp -n "$(wc -c </tmp/settings)" /tmp/settings /srv/settings && wc -c </srv/settings
cmp /tmp/damaged /etc/dkms/damaged.conf && rm /etc/dkms/damaged.conf
ls /etc/dkms
kshim enable --license "Dual BSD/GPL" release 2>/dev/null | tail -n 1
grep -o -e "--license '[^']*'" /etc/dkms/release.conf
kshim enable --list 2>/dev/null
# Where the administrator has DKMS keep its tree.
mv /var/lib/dkms /srv/dkms
echo 'dkms_tree="/srv/dkms"' >>/etc/dkms/framework.conf
kshim enable release >/dev/null 2>&1 && echo "enabled all the same"
END
	assert_success
	assert_line --index 0 "kshim: *** DKMS does not know kshim itself."
	assert_line --index 3 "exit 2"
	assert_line --index 4 "kshim: *** DKMS knows no nonesuch."
	assert_line --index 6 " -> Install the consumer's DKMS package (for OpenAFS on Debian: openafs-modules-dkms), or"
	assert_line --index 8 "exit 2"
	assert_line --index 9 "kshim: *** That can't be the name of a consumer."
	assert_line "release is not enabled: there is nothing of kshim's in /etc/dkms/release.conf"
	assert_line "kshim: *** /etc/dkms/release.conf can't be changed."
	assert_line " -> Run it as root, with sudo."
	assert_equal "$(grep -c '^exit 2$' <<<"$output")" 6
	assert_output --partial "
twice is once
mode 640
make: KSHIM_DKMS_TREE='/var/lib/dkms' /usr/bin/kshim-config --kernel $KERNEL --dkms && . ./.kshim/environment || exit 1; make -j KERNELRELEASE=$KERNEL mine
y
depends on 4.17.0-1-amd64: nothing
depends on 4.9.88: nothing
depends on 3.10.0: nothing
depends on 4.18.0: kshim
depends on 4.180.0: kshim
depends on 5.4.0: kshim
depends on : kshim
depends on none: nothing
/etc/dkms/release.conf keeps what isn't kshim's: DKMS builds release without kshim from now on
 -> What was built with kshim stays, and needs kshim.ko, until it is built anew.
51
kshim: *** kshim's part of /etc/dkms/damaged.conf is damaged.
mode 644
/etc/dkms/older.conf keeps what isn't kshim's: DKMS builds older without kshim from now on
 -> What was built with kshim stays, and needs kshim.ko, until it is built anew.
before
after
51
framework.conf
framework.conf.d
release.conf
 -> There is nothing to run: no kernel of this machine needs flags.
--license 'Dual BSD/GPL'
release: flags are in force on no kernel
enabled all the same"
}

# bats test_tags=tier:all
@test "root's shell is handed no program that another user may write to, and no path that it would take apart" {
	run in_machine 6.1 <<'END'
install_kshim
consumer release
prefix=/usr
enable() {
	kshim enable release >/tmp/enabled 2>&1 || sed -n '1,2p' /tmp/enabled
	[ ! -e /etc/dkms/release.conf ] || echo written
	rm -f /etc/dkms/release.conf
}
enable
source=/usr/src/kshim-$V
for change in "chown nobody $source/compat/engine/json.awk" "chown root $source/compat/engine/json.awk" \
	"chmod o+w $source/compat/dkms" "chmod o-w $source/compat/dkms" \
	"chgrp staff /usr/bin" "chmod g+w /usr/bin" "chgrp games /usr/bin" "chmod g-w /usr/bin"; do
	$change
	echo "$change"
	enable
done
rm /usr/bin/kshim-config
mkdir '/srv/my dir;touch X'
cp -R /kshim/compat /kshim/tools '/srv/my dir;touch X'
export KSHIM_DATADIR='/srv/my dir;touch X'
enable
END
	assert_success
	assert_output --regexp "^written
chown nobody /usr/src/kshim-[0-9.]*/compat/engine/json.awk
kshim: \*\*\* /usr/bin/kshim-config is not to be run by root\.
    /usr/src/kshim-[0-9.]*/compat/engine/json.awk is not root's, or others may write to it\.
chown root /usr/src/kshim-[0-9.]*/compat/engine/json.awk
written
chmod o\+w /usr/src/kshim-[0-9.]*/compat/dkms
kshim: \*\*\* /usr/bin/kshim-config is not to be run by root\.
    /usr/src/kshim-[0-9.]*/compat/dkms is not root's, or others may write to it\.
chmod o-w /usr/src/kshim-[0-9.]*/compat/dkms
written
chgrp staff /usr/bin
written
chmod g\+w /usr/bin
written
chgrp games /usr/bin
kshim: \*\*\* /usr/bin/kshim-config is not to be run by root\.
    /usr/bin is not root's, or others may write to it\.
chmod g-w /usr/bin
written
kshim: \*\*\* '/srv/my dir;touch X/compat/kshim-config' can't be used by DKMS\.
    DKMS has root's shell run it, which would take its path for something else\.$"
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
@test "an API that is named is served, on a kernel as it is shipped; one that kshim knows nothing of is not taken" {
	run in_machine 6.1 <<'END'
install_kshim
consumer release
cat >>/usr/src/release-1/release.c <<'END2'
#include <linux/pagemap.h>
void wait(struct page *page);
void wait(struct page *page)
{
	wait_on_page_writeback(page);
}
END2
kshim enable release >/dev/null 2>&1
quiet dkms install "kshim/$V" -k "$K"
build release | grep -o "uses GPL-only symbol.*"
kshim enable --api nonesuch release 2>&1 || echo "exit $?"
kshim enable --api wait_on_page_writeback --api folio_put release 2>/dev/null | sed -n "s/$K/K/p" | sed -n 1p
build release
modinfo -F depends "$(find "/var/lib/dkms/release/1/$K/" -name 'release.ko*')"
kshim enable --list 2>/dev/null | sed "s/$K/K/;s/;.*//"
kshim enable --list --json 2>/dev/null | grep -o '"cflags":"[^"]*"'
END
	assert_success
	assert_line --index 0 "uses GPL-only symbol 'wait_on_page_writeback'"
	assert_line --index 1 "kshim: *** kshim asks nothing about nonesuch."
	assert_line "exit 2"
	assert_line "  K: -Dwait_on_page_writeback=kshim_wait_on_page_writeback"
	assert_line kshim
	assert_line "release: flags are in force on K"
	assert_line '"cflags":"-Dwait_on_page_writeback=kshim_wait_on_page_writeback"'
}

# bats test_tags=tier:full
@test "kshim-config: a kernel where put_page() has no route, and a symbol table of an older build" {
	run in_machine 6.1 <<'END'
cp "$TREE/Module.symvers" /tmp/saved
/kshim/tests/kernels/gpl-only "$TREE" $(/kshim/tests/kernels/refused "$TREE") >/dev/null
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

# make_in FOLDER ARGUMENT...: kshim's make there, before one that tells what it was given.
make_in() {
	(
		cd "$1" || exit
		KSHIM_MAKE_BUILD=$BATS_TEST_TMPDIR/build KSHIM_MAKE_TREE=/tree KSHIM_MAKE_CFLAGS='-Da=b -Dc=d' \
			PATH=$TOP/compat/dkms/bin:$BATS_TEST_TMPDIR/bin:$PATH make "${@:2}"
	)
}

# bats test_tags=tier:quick
@test "make in the kernel's build tree, however it is led there, is make in kshim's with flags; elsewhere it is make" {
	local b=$BATS_TEST_TMPDIR/build
	mkdir -p "$BATS_TEST_TMPDIR/bin" "$BATS_TEST_TMPDIR/build/include" "$BATS_TEST_TMPDIR/sub"
	ln -s build "$BATS_TEST_TMPDIR/link"
	# shellcheck disable=SC2016 # for that
	printf '#!/bin/sh\nprintf "<%%s>" "${KCFLAGS-none}" "$@"\necho\n' >"$BATS_TEST_TMPDIR/bin/make"
	chmod +x "$BATS_TEST_TMPDIR/bin/make"
	cd "$BATS_TEST_TMPDIR"
	# LED: its arguments, from the folder sub, and what becomes of them.
	while IFS='|' read -r led becomes; do
		eval "run make_in '$BATS_TEST_TMPDIR/sub' $led"
		assert_output "$becomes"
	done <<-END
		-C $b M=/x a|<-Da=b -Dc=d><-C></tree><M=/x><a>
		-C$b|<-Da=b -Dc=d><-C/tree>
		--directory=$b|<-Da=b -Dc=d><--directory=/tree>
		--directory $b/|<-Da=b -Dc=d><--directory></tree>
		-sC ../link|<-Da=b -Dc=d><-sC></tree>
		-C .. -C link|<-Da=b -Dc=d><-C><..><-C></tree>
		-j4 -C ../build/include/..|<-Da=b -Dc=d><-j4><-C></tree>
		-C /source O=$b modules|<-Da=b -Dc=d><-C></source><O=/tree><modules>
		-C $b KCFLAGS='-w -Dx=y\"z'|<-Da=b -Dc=d><-C></tree><KCFLAGS=-w -Dx=y\"z -Da=b -Dc=d>
		KCFLAGS=-w KDIR=$b|<none><KCFLAGS=-w -Da=b -Dc=d><KDIR=$b>
		-C .. all|<none><-C><..><all>
		-C $b/include|<none><-C><$b/include>
		-f C -W x|<none><-f><C><-W><x>
		'a  b;c' x=\\\$y|<none><a  b;c><x=\$y>
		|<none>
	END
	KCFLAGS=-g run make_in sub -C "$b"
	assert_output "<-g -Da=b -Dc=d><-C></tree>"
	KCFLAGS='-g -Da=b -Dc=d' run make_in sub -C "$b"
	assert_output "<-g -Da=b -Dc=d><-C></tree>"
	# Where the shell stands in it.
	printf '#!/bin/sh\npwd\n' >bin/make
	mkdir tree
	run env KSHIM_MAKE_BUILD="$b" KSHIM_MAKE_TREE="$BATS_TEST_TMPDIR/tree" KSHIM_MAKE_CFLAGS=-Da=b \
		PATH="$TOP/compat/dkms/bin:$BATS_TEST_TMPDIR/bin:$PATH" sh -c 'cd build && make'
	assert_output "$BATS_TEST_TMPDIR/tree"
	# GNU's own, as DKMS and a Makefile call it: its name stays, so that $(MAKE) comes here again.
	# shellcheck disable=SC2016 # for make
	printf 'all:\n\t@echo $(MAKE) $(MAKELEVEL); $(MAKE) -C %s\n' "$b" >sub/Makefile
	# shellcheck disable=SC2016
	printf 'all: ; @echo there $(KCFLAGS) $(MAKELEVEL)\n' >tree/Makefile
	rm bin/make
	run env KSHIM_MAKE_BUILD="$b" KSHIM_MAKE_TREE="$BATS_TEST_TMPDIR/tree" KSHIM_MAKE_CFLAGS=-Da=b \
		PATH="$TOP/compat/dkms/bin:$PATH" make --no-print-directory -C sub
	assert_output "make 0
there -Da=b 1"
	# With nothing told it is make.
	run env PATH="$TOP/compat/dkms/bin:$PATH" make -C "$BATS_TEST_TMPDIR/none"
	assert_output --partial "make: *** $BATS_TEST_TMPDIR/none: "
}

# bats test_tags=tier:quick
@test "the tree of links has the kernel's files and both tables, and a Makefile that leads to itself, in a folder of any name" {
	local b="$BATS_TEST_TMPDIR/linux-obj/x86_64/default"
	mkdir -p "$b/include" "$BATS_TEST_TMPDIR/it's \$my dir;touch X"
	ln -s linux-obj "$BATS_TEST_TMPDIR/link"
	printf '0x0\ta\tvmlinux\tEXPORT_SYMBOL\t' >"$b/Module.symvers" # and no newline
	printf '0x0\tkshim_a\tkshim\tEXPORT_SYMBOL\t\n' >"$BATS_TEST_TMPDIR/table"
	touch "$b/.config"
	# Debian's (6.1, 7.x), and the two of SUSE and of kernels that were built with O=.
	cat >"$b/Makefile" <<-END
		include /usr/src/linux-headers-common/Makefile
		KBUILD_OUTPUT=$b
		export KBUILD_OUTPUT = $b
		include $b-common/Makefile
		include ../../../linux/Makefile
		MAKEARGS := -C ../../../linux
		MAKEARGS += O=\$(if \$(patsubst /%,,\$(makedir)),\$(CURDIR)/)
	END
	cd "$BATS_TEST_TMPDIR/it's \$my dir;touch X"
	"$TOP/compat/dkms/prepare" "$BATS_TEST_TMPDIR/link/x86_64/default" "$BATS_TEST_TMPDIR/table" "-Da=\"x y\" -Dc=\$d"
	run sed 's/$/|/' .kshim/tree/Module.symvers
	assert_output "0x0	a	vmlinux	EXPORT_SYMBOL	|
0x0	kshim_a	kshim	EXPORT_SYMBOL	|"
	run readlink .kshim/tree/.config .kshim/tree/include
	assert_output "$b/.config
$b/include"
	run cat .kshim/tree/Makefile
	assert_output "include /usr/src/linux-headers-common/Makefile
KBUILD_OUTPUT=$PWD/.kshim/tree
export KBUILD_OUTPUT = $PWD/.kshim/tree
include $b-common/Makefile
include $b/../../../linux/Makefile
MAKEARGS := -C $b/../../../linux
MAKEARGS += O=\$(if \$(patsubst /%,,\$(makedir)),\$(CURDIR)/)"
	# shellcheck disable=SC2016 # for the shell inside
	run sh -euc '. ./.kshim/environment; printf "%s\n" "$KSHIM_MAKE_BUILD" "$KSHIM_MAKE_TREE" "$KSHIM_MAKE_CFLAGS" "${PATH%%:*}"; ls'
	assert_output "$b
$PWD/.kshim/tree
-Da=\"x y\" -Dc=\$d
$TOP/compat/dkms/bin"
	# The next one needs none.
	"$TOP/compat/dkms/prepare" "$b" "$BATS_TEST_TMPDIR/table" ''
	run ls .kshim
	assert_output environment
	run "$TOP/compat/dkms/prepare" "$b/none" "$BATS_TEST_TMPDIR/table" -Da=b
	assert_failure 1
	assert_line --index 0 "kshim-config: *** The build tree $b/none is not there any more."
}

# bats test_tags=tier:full
@test "--probe-cache: what a configure asks one kernel is known at the next, in DKMS's build, and forgotten with disable" {
	mkdir "$BATS_TEST_TMPDIR/made"
	cp "$TOP/tests/consumers/cached/configure.ac" "$BATS_TEST_TMPDIR/made"
	(cd "$BATS_TEST_TMPDIR/made" && autoheader && autoconf && rm -r autom4te.cache)
	run in_root 6.1 --bind "$BUNDLE:/tool" --bind "$BATS_TEST_TMPDIR/made:/made" <<'END'
other=$(echo "$K" | sed 's/amd64/cloud-amd64/')
install_kshim
consumer cached 'MAKE[0]="./configure --with-linux=$kernel_source_dir && make -C $kernel_source_dir M=$dkms_tree/cached/1/build modules && cp config.h /tmp/config.$kernelver"'
cp /made/* /usr/src/cached-1
for k in "$K" "$other"; do
	quiet dkms install "kshim/$V" -k "$k"
done
kshim enable --probe-cache cached >/dev/null 2>&1
dkms build cached/1 -k "$K" >/tmp/log 2>&1 || cat /tmp/log
stat -c '%U %a' /var/lib/kshim/probes
cut -f 3 /var/lib/kshim/probes/cached/1/*/learnt | wc -l
dkms build cached/1 -k "$other" >/tmp/log 2>&1 || cat /tmp/log
grep '(cached)' "/var/lib/dkms/cached/1/$other"/*/log/make.log | sort
ls -d /var/lib/kshim/probes/cached/1/run.* /var/lib/kshim/probes/cached/1/ended 2>/dev/null || :
mv "/tmp/config.$other" /tmp/ours
kshim disable cached >/dev/null
[ ! -e /var/lib/kshim ] || find /var/lib/kshim
quiet dkms unbuild cached/1 -k "$other"
dkms build cached/1 -k "$other" >/tmp/log 2>&1 || cat /tmp/log
grep -c '(cached)' "/var/lib/dkms/cached/1/$other"/*/log/make.log || :
cmp /tmp/ours "/tmp/config.$other" && echo same
END
	assert_success
	assert_output "root 700
16
checking for fpu... (cached) yes
checking for fpu_license... (cached) no
checking for gone... (cached) no
checking for named... (cached) yes
checking for new... (cached) no
checking for newer... (cached) yes
checking for nowhere... (cached) no
checking for second... (cached) no
checking for slept... (cached) yes
checking for third... (cached) yes
checking for twin_license... (cached) no
checking for woken... (cached) yes
0
same"
}
