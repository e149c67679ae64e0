#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The Debian packages: what lintian says of them, and the life of kshim-dkms in throwaway
# copies of the roots of four suites, each with its own dkms, compiler and kernel, which is
# booted with what dpkg had built. What can go wrong goes wrong on Debian 12.

load lib/load
load lib/roots

setup_file() {
	local source
	export DEBS=$BATS_FILE_TMPDIR/debs
	mkdir "$DEBS" "$DEBS/bookworm" "$DEBS/bullseye"
	"$TOP/packaging/make-deb" "$DEBS/bookworm/new" >"$BATS_FILE_TMPDIR/log" 2>&1 || {
		cat "$BATS_FILE_TMPDIR/log" >&2
		return 1
	}
	previous_version
	ln -s bookworm "$DEBS/trixie"
	ln -s bookworm "$DEBS/sid"
}

# previous_version: the package of 0.0.9, all the rest being equal.
previous_version() {
	local source=$BATS_FILE_TMPDIR/source
	"$TOP/packaging/make-dist" "$BATS_FILE_TMPDIR" >/dev/null
	mkdir "$source"
	tar -x -C "$source" --strip-components 1 -f "$BATS_FILE_TMPDIR"/kshim-*.tar.gz
	sed -i 's/^PACKAGE_VERSION=.*/PACKAGE_VERSION="0.0.9"/' "$source/dkms.conf"
	printf '## 0.0.9 - 2026-01-01\n\n- What was before.\n' >"$source/CHANGELOG.md"
	"$source/packaging/make-deb" "$DEBS/bookworm/old" -g >"$BATS_FILE_TMPDIR/log" 2>&1 || cat "$BATS_FILE_TMPDIR/log" >&2
}

# older_debian: Debian 11 can't meet the dependency on dkms that the helper of Debian 12
# puts in; its own builds the same sources.
older_debian() {
	local tools which
	tools=$("$TOP/tests/kernels/packages" bullseye debhelper dpkg-dev 2>/dev/null)
	for which in old new; do
		mkdir "$DEBS/bullseye/$which"
	done
	in_root 5.10 --bind "$DEBS/bookworm:/sources" --bind "$tools:/tools" <<-'END' | tar -x -C "$DEBS/bullseye"
		exec 3>&1 1>&2
		quiet dpkg --install /tools/*.deb
		for which in old new; do
			mkdir -p "/tmp/build/$which"
			cd "/tmp/build/$which"
			quiet dpkg-source -x /sources/$which/kshim_*.dsc source
			cd source
			# -d: of build-essential the C++ compiler is lacking alone, and not missed.
			quiet dpkg-buildpackage -A -d --no-sign
		done
		cd /tmp/build
		tar -c old/*.deb new/*.deb >&3
	END
}

# life NAME SUITE: of the package on that target kernel; the module that it built is
# left in the stage of a guest.
life() {
	local stage=$BATS_FILE_TMPDIR/$1.stage
	mkdir -p "$stage/modules" "$stage/bin"
	{
		in_root "$1" --bind "$DEBS/$2/:/debs" <<-'END' >"$BATS_TEST_TMPDIR/tar"
			rm -rf /lib/modules/*-rt-* /lib/modules/*-cloud-*
			exec /kshim/tests/packages/life "$TREE"
		END
	} 2>&1
	tar -x -C "$stage/modules" -f "$BATS_TEST_TMPDIR/tar"
	find "$stage/modules" -name '*.xz' -exec xz -d {} +
	{
		cat "$TOP/tests/guest/steps/selftest"
		echo 'rmmod kshim; check_kernel'
	} >"$stage/steps"
}

# assert_life NAME SUITE: the life, and the module that it left, booted.
assert_life() {
	local version folder
	version=$("$TOP/packaging/version")
	run life "$1" "$2"
	assert_success
	assert_output "install
  K: 0.0.9, installed
upgrade
  K: $version, installed
new kernel
  K.1: $version, installed
  K: $version, installed
reinstall
  K.1: $version, installed
  K: $version, installed
all files are as in the package
kernel gone
  K: $version, installed
remove
purge
nothing is left
dpkg is content"
	read -r folder _ < <("$TOP/tests/guest/kernel" "$1-stock")
	run "$TOP/tests/guest/boot" "$folder" "$BATS_FILE_TMPDIR/$1.stage" "$BATS_TEST_TMPDIR/console"
	assert_success
	assert_line --regexp '^ok [0-9]+ selftest.passes '
	refute_line --regexp '^not ok '
}

# bats test_tags=tier:quick
@test "lintian has nothing to say, pedantic as it can be, and nothing is overridden" {
	cd "$DEBS/bookworm/new"
	run lintian --pedantic --show-overrides --allow-root ./*.changes
	assert_success
	refute_output
	# That it would: it sees what is wrong.
	dpkg-deb -R kshim-dkms_*.deb "$BATS_TEST_TMPDIR/wrong"
	rm "$BATS_TEST_TMPDIR/wrong/usr/share/doc/kshim-dkms/copyright"
	dpkg-deb -b "$BATS_TEST_TMPDIR/wrong" "$BATS_TEST_TMPDIR/wrong.deb" >/dev/null
	run lintian --pedantic --allow-root "$BATS_TEST_TMPDIR/wrong.deb"
	assert_output --partial no-copyright-file
}

# bats test_tags=tier:all
@test "two builds give the same bytes" {
	cd "$DEBS/bookworm/new"
	sha256sum ./*.deb ./*.dsc ./*.tar.xz >"$BATS_TEST_TMPDIR/sums"
	(umask 077 && TZ=Pacific/Auckland LC_ALL=C.UTF-8 "$TOP/packaging/make-deb" "$BATS_TEST_TMPDIR/again" >/dev/null)
	cd "$BATS_TEST_TMPDIR/again"
	run sha256sum -c --quiet "$BATS_TEST_TMPDIR/sums"
	assert_success
}

# bats test_tags=tier:quick
@test "the package holds what make install puts there" {
	cd "$BATS_TEST_TMPDIR"
	DESTDIR=$PWD/installed prefix=/usr "$TOP/packaging/install" dkms dev
	for deb in "$DEBS"/bookworm/new/kshim-d*_all.deb; do
		dpkg-deb -x "$deb" packaged
	done
	rm -r packaged/usr/share/doc
	gunzip packaged/usr/share/man/man1/*.gz
	run diff -r --no-dereference --exclude=kshim-config installed packaged
	assert_success
	run readlink -f packaged/usr/bin/kshim-config
	assert_output "$PWD/packaged/usr/src/kshim-$("$TOP/packaging/version")/compat/kshim-config"
}

# bats test_tags=tier:full
@test "Debian 11: install, upgrade, a new kernel, reinstall, remove, purge; the module passes its self-test, booted" {
	older_debian
	assert_life 5.10 bullseye
}

# bats test_tags=tier:all
@test "Debian 12: the same" {
	assert_life 6.1 bookworm
}

# bats test_tags=tier:full
@test "Debian 13: the same" {
	assert_life 6.12 trixie
}

# bats test_tags=tier:full
@test "Debian sid: the same" {
	assert_life 7.2 sid
}

# faults FAULT...
faults() {
	run in_root 6.1 --bind "$DEBS/bookworm:/debs" <<-END
		rm -rf /lib/modules/*-rt-* /lib/modules/*-cloud-*
		exec /kshim/tests/packages/faults "\$TREE" $*
	END
	assert_success
}

# assert_mended FAULT...: each left nothing that the next run did not mend.
assert_mended() {
	local fault
	for fault; do
		assert_line "$fault, mended: dpkg installed, DKMS installed, module $("$TOP/packaging/version")"
	done
	refute_line --partial "the other module"
	refute_line --partial FAILED
}

# bats test_tags=tier:full
@test "power lost in the middle: killed at random points, the next run repairs, and no other module is touched" {
	local count=3 i points=()
	! full || count=20
	# One of each part of the time, at random within it.
	for ((i = 0; i < count; i++)); do
		points+=("$(((i * 100 + RANDOM % 100) / count))")
	done
	faults "${points[@]}"
	points=("${points[@]/#/killed at }")
	points=("${points[@]/%/ %}")
	assert_equal "$(grep -c '^killed at .* mended: ' <<<"$output")" "$count"
	assert_mended "${points[@]}"
}

# bats test_tags=tier:full
@test "disk full, a broken compiler, headers that vanish, a kernel where put_page() has no route" {
	faults disk compiler headers refused
	assert_mended "disk full" "broken compiler" refused
	assert_line "disk full: exit status 1"
	assert_line "broken compiler: exit status 1"
	assert_line "broken compiler: dpkg half-configured, DKMS added, module "
	assert_line "no headers: dpkg installed, DKMS added, module "
	assert_line "headers back: dpkg installed, DKMS installed, module $("$TOP/packaging/version")"
	# A verdict is no failure of the package.
	refute_line --partial "refused: exit status"
	assert_line "refused: dpkg installed, DKMS installed, module $("$TOP/packaging/version")"
	assert_equal "$(grep -c "warning: a module that isn't GPL-compatible can't use all of put_page() and folio_put() on K:" <<<"$output")" 1
	assert_line --partial "      put_page() references __folio_put, which is exported GPL-only by vmlinux"
	assert_line --partial " -> The whole story: /var/lib/dkms/kshim/"
}

# They take packages from apt, which has none but these here.
# bats test_tags=tier:full
@test "the packages' own tests pass, as autopkgtest runs them" {
	local libraries
	libraries=$("$TOP/tests/kernels/packages" bookworm libdw1 libarchive13 libjson-c5 openssl 2>/dev/null)
	(cd "$DEBS/bookworm/new" && dpkg-scanpackages --multiversion . >Packages 2>/dev/null)
	run in_root 6.1 --bind "$DEBS/bookworm/new:/debs" --bind "$libraries:/libraries" <<-'END'
		rm -rf /lib/modules/*-rt-* /lib/modules/*-cloud-* /etc/apt/sources.list.d/*
		echo "deb [trusted=yes] file:/debs ./" >/etc/apt/sources.list
		quiet apt-get update
		quiet dpkg --install /libraries/*.deb
		cd /tmp
		/usr/lib/dkms/dkms-autopkgtest kshim-dkms 2>&1 | grep '^[IE]: \(PASS\|FAIL\|Pack.*failed\)'

		quiet apt-get -y --no-install-recommends install kshim-dkms kshim kshim-dev
		quiet dkms install "kshim/$(/kshim/packaging/version)" -k "${TREE#/usr/src/linux-headers-}"
		export AUTOPKGTEST_TMP=/tmp/autopkgtest
		mkdir "$AUTOPKGTEST_TMP"
		/kshim/packaging/debian/tests/consumer 2>&1
		kshim --version
		"/usr$(sed -n 's/^enginedir=${prefix}//p' /usr/share/pkgconfig/kshim.pc)/kshim-probe" --help | head -n 1
	END
	assert_success
	assert_line --regexp "^I: PASS 6\.1\."
	refute_line --regexp "^[IE]: .*FAIL"
	assert_line "built for 1 kernels"
	assert_line "kshim $("$TOP/packaging/version")"
	assert_line --partial "Usage: kshim-probe"
}

# bats test_tags=tier:full
@test "OpenAFS beside it, enabled: for a new kernel both come up in one call of its hook" {
	local consumer
	consumer=$("$TOP/tests/kernels/packages" bookworm openafs-modules-dkms libc6-dev openssl libdw1 libarchive13 libjson-c5 2>/dev/null)
	run in_root 6.1 --bind "$DEBS/bookworm:/debs" --bind "$consumer:/consumer" <<-'END'
		exec /kshim/tests/packages/beside "$TREE"
	END
	assert_success
	assert_line "before: kshim openafs, modules: 0"
	assert_line "kshim: installed"
	assert_line "openafs: installed"
	assert_line "depends: kshim"
	assert_line "loads: kshim openafs"
	refute_line openafs.conf
	assert_line "dpkg is content"
}
