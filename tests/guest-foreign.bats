#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Debian's own kernels for other machines, booted as they are: the self-test, and what is served
# by name. They have no /dev/pmem0, by which the pages of all kinds are made elsewhere.

load lib/load
load lib/guest

# foreign_guest NAME: the reports are NAME.selftest and NAME.asked.
foreign_guest() {
	"$TOP/tests/guest/stage" "$1" "$BATS_FILE_TMPDIR/$1.stage" prepare selftest end
	boot_into "$1.report" "$1.stage" "$1"
	(cd "$TOP/tests/guest/steps" && cat prepare asked) >"$BATS_FILE_TMPDIR/$1.stage/steps"
	boot_into "$1.asked" "$1.stage" "$1" --append "this_cpu_read.seconds=$(runs full && echo 60 || echo 10) ${2-}"
}

setup_file() {
	foreign_guest 7.2-arm64 nohz_full=1
	! runs full || {
		foreign_guest 7.2-ppc64el
		foreign_guest 7.2-riscv64
		foreign_guest 7.2-s390x
	}
}

# assert_foreign NAME API...: beside what is served on all machines, these are.
assert_foreign() {
	assert_end "$1.report"
	assert_rows "$1.report" 'selftest\.(loads|passes)' selftest.loads selftest.passes
	assert_asked "$1" bio_set_dev bio_set_dev__stack dst_hold folio_wait_writeback wait_on_page_writeback "${@:2}"
}

# bats test_tags=tier:all
@test "7.2 on arm64, with context tracking: the self-test, and each call that is served by name" {
	assert_foreign 7.2-arm64 this_cpu_read
}

# bats test_tags=tier:full
@test "7.2 on ppc64el: the self-test, and each call that is served by name" {
	assert_foreign 7.2-ppc64el cpu_has_feature this_cpu_read
}

# bats test_tags=tier:full
@test "7.2 on riscv64: the self-test, and each call that is served by name" {
	assert_foreign 7.2-riscv64 this_cpu_read
}

# bats test_tags=tier:full
@test "7.2 on s390x: the self-test, and each call that is served by name" {
	assert_foreign 7.2-s390x this_cpu_read
}
