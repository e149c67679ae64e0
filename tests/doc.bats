#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The pages for consumers: their commands, word for word, on Debian 12 with a kernel whose
# devmap symbols are GPL-only.

load lib/load
load lib/roots
load lib/tool

setup_file() {
	build_tool
	DEBS=$("$TOP/tests/kernels/packages" bookworm autoconf automake libc6-dev pkgconf 2>/dev/null)
	export DEBS
}

# commands PAGE: what stands in its blocks of shell.
commands() {
	awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on' "$TOP/doc/$1.md"
}

# on_page PAGE FOLDER: run its commands in a copy of FOLDER, on a machine that has kshim.
on_page() {
	{
		cat <<'END'
K=${TREE#/usr/src/linux-headers-}
V=$(/kshim/packaging/version)
/kshim/tests/kernels/gpl-only "$TREE" >/dev/null
quiet dpkg --force-depends --install /debs/*.deb
mkdir /tmp/path
prefix=/usr /kshim/packaging/install dkms dev
export PATH="/tmp/path:/tool:$PATH" KSHIM_DATADIR=/kshim
quiet dkms add "kshim/$V"
quiet dkms install "kshim/$V" -k "$K"
# The kernel that runs is the one whose headers are here.
printf '%s\n' '#!/bin/sh' "[ \"\$*\" = -r ] && echo $K || exec /bin/uname \"\$@\"" >/tmp/path/uname
printf '%s\n' '#!/bin/sh' "exec /sbin/modinfo -k $K \"\$@\"" >/tmp/path/modinfo
chmod +x /tmp/path/*
END
		echo "cp -R /kshim/tests/consumers/$2 /tmp/consumer; cd /tmp/consumer"
		cat
		echo 'set -x'
		commands "$1"
	} | in_root 6.1 --bind "$BUNDLE:/tool" --bind "$DEBS:/debs"
}

# bats test_tags=tier:all
@test "the DKMS override" {
	run on_page dkms-override release <<'END'
cp -R . /usr/src/openafs-1
cd /usr/src/openafs-1
sed -i 's/release.o/openafs.o/' Kbuild
mv release.c openafs.c
printf '%s\n' 'PACKAGE_NAME="openafs"' 'PACKAGE_VERSION="1"' 'BUILT_MODULE_NAME[0]="openafs"' \
	'DEST_MODULE_LOCATION[0]="/extra"' 'AUTOINSTALL="yes"' >dkms.conf
quiet dkms add openafs/1
END
	assert_success
	assert_line "/etc/dkms/openafs.conf is written: DKMS builds openafs with kshim from now on, here for"
	assert_line kshim
	assert_line --regexp "^openafs: flags are in force on 6\.1\."
	assert_line "/etc/dkms/openafs.conf is removed: DKMS builds openafs without kshim from now on"
}

# bats test_tags=tier:all
@test "autoconf" {
	run on_page autoconf autoconf </dev/null
	assert_success
	assert_line --partial "checking for put_page... substitute"
	assert_line --partial "checking for folio_put... native"
	assert_line --partial "checking for rcu_read_lock... none"
	assert_line "checking for struct page.flags... yes"
	assert_line kshim
	assert_equal "$(grep -c '^configure: error' <<<"$output")" 0
}

# bats test_tags=tier:quick
@test "a plain Makefile around Kbuild" {
	run on_page kbuild release </dev/null
	assert_success
	assert_line kshim
	assert_equal "$(grep -c 'LD \[M\].*release\.ko' <<<"$output")" 1
}

# bats test_tags=tier:all
@test "the engine, vendored" {
	run on_page vendored-engine tinyfs </dev/null
	assert_success
	assert_line "#define TINYFS_HAVE_FOLIO 1"
	assert_line --partial "Usage: kshim-probe"
}

# bats test_tags=tier:quick
@test "kshim.pc tells where things are" {
	prefix=/usr DESTDIR=$BATS_TEST_TMPDIR "$TOP/packaging/install" dev
	export PKG_CONFIG_PATH=$BATS_TEST_TMPDIR/usr/share/pkgconfig
	run pkg-config --variable=enginedir kshim
	assert_output /usr/share/kshim/compat/engine
	run pkg-config --variable=kshim_config kshim
	assert_output /usr/bin/kshim-config
	run pkg-config --modversion kshim
	assert_output "$("$TOP/packaging/version")"
}

# bats test_tags=tier:all
@test "doc/troubleshooting.md has every message, and no other" {
	"$TOP/tests/messages" | sort >"$BATS_TEST_TMPDIR/sources"
	assert [ "$(wc -l <"$BATS_TEST_TMPDIR/sources")" -ge 100 ]
	sed -n 's/^| \([^|]*\) |.*/\1/p' "$TOP/doc/troubleshooting.md" | grep -vx message |
		sort >"$BATS_TEST_TMPDIR/page"
	run diff "$BATS_TEST_TMPDIR/sources" "$BATS_TEST_TMPDIR/page"
	assert_success
}
