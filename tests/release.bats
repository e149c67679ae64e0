#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# A release: make dist, what is in it, and make install and uninstall from it.

load lib/load
load lib/roots

setup_file() {
	make -s -C "$TOP" dist >"$BATS_FILE_TMPDIR/name"
	mkdir "$BATS_FILE_TMPDIR/release"
	tar -x -C "$BATS_FILE_TMPDIR/release" --strip-components 1 -f "$(cat "$BATS_FILE_TMPDIR/name")"
}

setup() {
	RELEASE=$BATS_FILE_TMPDIR/release
}

# bats test_tags=tier:quick
@test "a release holds what git tracks, but what a compiler made, and makes the same release again" {
	(cd "$RELEASE" && find . -type f) | sed 's|^\./||' | LC_ALL=C sort >"$BATS_TEST_TMPDIR/release"
	git -C "$TOP" -c safe.directory="$TOP" ls-files --cached --others --exclude-standard |
		grep -v '^tests/fuzz/corpus/object/' | LC_ALL=C sort >"$BATS_TEST_TMPDIR/tracked"
	run diff "$BATS_TEST_TMPDIR/tracked" "$BATS_TEST_TMPDIR/release"
	assert_success
	run "$RELEASE/packaging/make-dist" "$BATS_TEST_TMPDIR"
	assert_success
	run cmp "$output" "$(cat "$BATS_FILE_TMPDIR/name")"
	assert_success
}

# bats test_tags=tier:quick
@test "a release builds without autoconf, and git" {
	cp -R "$RELEASE" "$BATS_TEST_TMPDIR/kshim"
	run in_root 6.1 --bind "$BATS_TEST_TMPDIR/kshim:/release" <<-'END'
		! command -v autoconf git >/dev/null
		cp -R /release /tmp/kshim
		cd /tmp/kshim
		quiet ./configure --with-linux-obj="$TREE"
		make 2>&1
		modinfo -F version kshim.ko
	END
	assert_success
	assert_line "$("$TOP/packaging/version")"
}

# bats test_tags=tier:all
@test "make install and make uninstall: DESTDIR and prefix, and nothing is left" {
	local image=$BATS_TEST_TMPDIR/image
	cd "$RELEASE"
	run make install "DESTDIR=$image" prefix=/opt/kshim
	assert_success
	assert [ -x "$image/opt/kshim/bin/kshim" ]
	assert_equal "$(readlink -f "$image/opt/kshim/bin/kshim-config")" \
		"$image/usr/src/kshim-$("$TOP/packaging/version")/compat/kshim-config"
	# It reads what was installed, at its place.
	run strings "$image/opt/kshim/bin/kshim"
	assert_line /opt/kshim/share/kshim
	run env PKG_CONFIG_PATH="$image/opt/kshim/share/pkgconfig" pkg-config --variable=includedir kshim
	assert [ -f "$image$output/kshim/mm.h" ]
	run make uninstall "DESTDIR=$image" prefix=/opt/kshim
	assert_success
	run find "$image" ! -type d
	refute_output
	run find "$image" -name '*kshim*' ! -path "$image/opt/kshim*"
	refute_output
}

# bats test_tags=tier:all
@test "the sources stay as long as DKMS needs them" {
	run in_root 6.1 <<-'END'
		prefix=/usr/local /kshim/packaging/install dkms
		quiet dkms add "kshim/$(/kshim/packaging/version)"
		/kshim/packaging/install --uninstall dkms 2>&1 || echo "exit $?"
		ls /usr/src | grep kshim
	END
	assert_success
	assert_line "install: *** DKMS still has kshim $("$TOP/packaging/version")."
	assert_line "exit 1"
	assert_line "kshim-$("$TOP/packaging/version")"
}

# bats test_tags=tier:all
@test "there is no release that CHANGELOG.md does not know" {
	cp -R "$RELEASE" "$BATS_TEST_TMPDIR/kshim"
	cd "$BATS_TEST_TMPDIR/kshim"
	sed -i 's/^PACKAGE_VERSION=.*/PACKAGE_VERSION="99.1.2"/' dkms.conf
	run make dist
	assert_failure
	assert_line "changelog: *** CHANGELOG.md does not begin with this version, 99.1.2."
	assert [ ! -e dist/kshim-99.1.2.tar.gz ]
	printf '## 99.1.2 - 2026-13-32\n\n- what\n' >CHANGELOG.md
	run make dist
	assert_failure
	assert_line "changelog: *** The entry of 99.1.2 in CHANGELOG.md is not whole."
	printf '## 99.1.2 - 2026-12-31\n\n- what\n' >CHANGELOG.md
	run make dist
	assert_success
	assert_line --partial kshim-99.1.2.tar.gz
	packaging/changelog deb >changelog
	run dpkg-parsechangelog -l changelog
	assert_line "Version: 99.1.2"
	assert_line "Date: Thu, 31 Dec 2026 00:00:00 +0000"
	assert_line " kshim (99.1.2) unstable; urgency=medium"
}
