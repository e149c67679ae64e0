#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# 6.1 booted with the devmap symbols GPL-only.

# bats file_tags=tier:full

load lib/load
load lib/guest

setup_file() {
	boot_guest 6.1-gpl
	count_guest 6.1-gpl
}

@test "6.1, GPL-only: the guest comes to its end, nothing is skipped, the kernel finds nothing amiss" {
	assert_end 6.1-gpl.report
	assert_equal "$(skipped 6.1-gpl)" ""
}

@test "6.1, GPL-only: the self-test of kshim.ko checks releases and substitutes, and can fail" {
	assert_selftest 6.1-gpl order_0_page order_3_tail_page slab_page interrupts_off devmap_key devmap_function
	assert_selftest_fails 6.1-gpl
}

@test "6.1, GPL-only: references of pages of every kind are equal after 10,000 drops, and no memory is lost" {
	assert_kinds 6.1-gpl plain
	assert_kinds 6.1-gpl explicit
	assert_kinds 6.1-gpl gpl
}

@test "6.1, GPL-only: a last drop frees the page, 10,000 times in each context" {
	assert_freed 6.1-gpl
}

@test "6.1, GPL-only: task, softirq, hard irq, spinlock, and 10 million drops on two CPUs at once" {
	assert_contexts 6.1-gpl
}

@test "6.1, GPL-only: a truncation that waits for an FS_DAX page is woken by the drop, 1,000 times of 1,000" {
	assert_truncate 6.1-gpl
}

@test "6.1, GPL-only: a naive put_page() hangs it each time" {
	assert_missed 6.1-gpl
}

@test "6.1, GPL-only: kshim and its consumer come, go and come again, and the key is taken each time" {
	assert_life 6.1-gpl
}

@test "6.1, GPL-only: a GPL consumer loads beside GPL-only symbols and is not tainted" {
	assert_gpl 6.1-gpl
}

@test "6.1, GPL-only: a drop takes the instructions of the kernel's own with a DAX device, at most 4 more than without" {
	assert_instructions 6.1-gpl 4
}
