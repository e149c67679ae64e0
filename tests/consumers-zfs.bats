#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Debian's own OpenZFS, unmodified, built by DKMS for a kernel whose devmap symbols are GPL-only, and
# booted there: a pool on a ram disk. zfs is not GPL-compatible, and spl is. Its build takes a
# quarter of an hour of CPU, and is kept by a hash of all that goes in.

# bats file_tags=tier:full

load lib/load
load lib/tool
load lib/guest
load lib/consumers
load lib/explain

setup_file() {
	build_tool
	boot_packaged 6.1-gpl-zfs zfs "$TOP/tests/consumers/zfs/pool" zfsutils-linux fdisk
}

@test "OpenZFS on a GPL-only 6.1: without kshim modpost names both symbols, with it DKMS builds it" {
	run cat "$BATS_FILE_TMPDIR/stage/modules/report"
	refute_line "without status zfs installed"
	assert_line "without gpl-only devmap_managed_key"
	assert_line "without gpl-only __put_devmap_managed_page_refs"
	assert_line "with status zfs installed"
	assert_line --regexp "^with flags -D.*=kshim_.* -D.*=kshim_"
	assert_line --regexp "^with depends .*kshim"
}

@test "explain of its log says what was expected, and what to type" {
	assert_expected zfs "$BATS_FILE_TMPDIR/stage/modules/explained" \
		"$(sed -n 's/^release //p' "$BATS_FILE_TMPDIR/stage/modules/report")"
}

@test "spl, which is GPL-licensed and releases no page, depends on nothing" {
	run modinfo -F depends "$BATS_FILE_TMPDIR/stage/modules/spl.ko"
	assert_output ""
}

@test "a pool on a ram disk: 2,000 files, 200 MB, cut and removed under readers; scrub finds no error; all comes down again" {
	assert_report pool.disk pool.loads pool.modules pool.create pool.write pool.import pool.read \
		pool.fsx pool.churn pool.scrub pool.export pool.unloads pool.kshim_ends pool.memory \
		modules.gone kernel.log kernel.taint
	run said pool.modules
	assert_output --regexp "^kshim for .*zfs,"
	run said pool.read
	assert_output --partial "2000 files, "
	run said pool.scrub
	assert_output "pool 'tank' is healthy"
}
