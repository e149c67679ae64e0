#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Debian's own kernels for other machines, booted as they are: the self-test, and what is served
# by name. They have no /dev/pmem0, by which the pages of all kinds are made elsewhere.

load lib/load
load lib/guest

# foreign_guest NAME [WORDS [CONSUMER]]: the reports are NAME.selftest and NAME.asked. The kernel's command line has
# the WORDS, too; CONSUMER is left out.
foreign_guest() {
	local seconds=10
	! runs full || seconds=60
	"$TOP/tests/guest/stage" "$1" "$BATS_FILE_TMPDIR/$1.stage" prepare selftest end
	boot_into "$1.report" "$1.stage" "$1"
	(cd "$TOP/tests/guest/steps" && cat prepare asked) >"$BATS_FILE_TMPDIR/$1.stage/steps"
	[[ -z ${3-} ]] || rm "$BATS_FILE_TMPDIR/$1.stage/modules"/*"$3.ko"
	boot_into "$1.asked" "$1.stage" "$1" --append "$(printf "this_cpu_%s.seconds=$seconds " read inc)${2-}"
}

# left_out: QEMU 7.2 reckons larl, by which s390x finds a module's per-cpu variables, wrongly beyond 2 GB: the address
# is off by 4 GB, and the consumer dies of it. With QEMU 10.0 it passes.
left_out() {
	[[ $(qemu-system-s390x --version) != *"version 7."* ]] || echo this_cpu_inc
}

setup_file() {
	foreign_guest 7.2-arm64 nohz_full=1
	! runs full || {
		foreign_guest 7.2-ppc64el
		foreign_guest 7.2-riscv64
		foreign_guest 7.2-s390x "" "$(left_out)"
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
	assert_foreign 7.2-arm64 this_cpu_inc this_cpu_read
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
	if [[ $(left_out) ]]; then
		assert_foreign 7.2-s390x
		skip "all but this_cpu_inc(), which QEMU 7.2 can't run"
	fi
	assert_foreign 7.2-s390x this_cpu_inc
}
