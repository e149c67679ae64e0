#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# A consumer that is needed before there is a root file system, as where the root is on it, brings
# kshim.ko into the initial file system, by its dependency: booted with Debian's own kernel.

# bats file_tags=tier:full

load lib/load

# early HOW PACKAGE...: the report of a machine that begins with what HOW makes.
early() {
	local root tree debs folder
	read -r root tree < <("$TOP/tests/kernels/locate" 6.1)
	debs=$("$TOP/tests/kernels/packages" bookworm "${@:2}" 2>/dev/null)
	enter "$root" --bind "$debs:/debs" -- /kshim/tests/consumers/early/make "$1" "$tree" \
		>"$BATS_TEST_TMPDIR/initrd" 2>"$BATS_TEST_TMPDIR/log" || fail "$(tail -n 30 "$BATS_TEST_TMPDIR/log")"
	read -r folder _ < <("$TOP/tests/guest/kernel" 6.1-stock)
	run "$TOP/tests/guest/boot" --time 300 "$folder" "$BATS_TEST_TMPDIR/initrd" "$BATS_TEST_TMPDIR/guest"
	assert_success
}

@test "initramfs-tools" {
	early initramfs-tools initramfs-tools busybox
	assert_line --regexp "^ok 1 early.loaded # release kshim|^ok 1 early.loaded # kshim release"
	assert_line "ok 2 early.before_root"
}

@test "dracut" {
	early dracut dracut-core
	assert_line --regexp "^ok 1 early.loaded # release kshim|^ok 1 early.loaded # kshim release"
	assert_line "ok 2 early.before_root"
}
