#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# 6.1 booted with the devmap symbols GPL-only, KASAN and lock debugging.

# bats file_tags=tier:full

load lib/load
load lib/guest

setup_file() {
	boot_guest 6.1-gpl-debug
}

@test "6.1, debugging: lock debugging was on to the end of the GPL consumer's part" {
	assert_rows 6.1-gpl-debug.report 'lockdep\..*' lockdep.on
}

@test "6.1, debugging: the guest comes to its end, nothing is skipped, the kernel finds nothing amiss" {
	assert_end 6.1-gpl-debug.report
	assert_equal "$(skipped 6.1-gpl-debug)" ""
}

@test "6.1, debugging: the self-test of kshim.ko checks releases and substitutes, and can fail" {
	assert_selftest 6.1-gpl-debug order_0_page order_3_tail_page slab_page interrupts_off devmap_key devmap_function
	assert_selftest_fails 6.1-gpl-debug
}

@test "6.1, debugging: references of pages of every kind are equal after 10,000 drops, and no memory is lost" {
	assert_kinds 6.1-gpl-debug plain
	assert_kinds 6.1-gpl-debug explicit
	assert_kinds 6.1-gpl-debug gpl
}

@test "6.1, debugging: a last drop frees the page, 10,000 times in each context" {
	assert_freed 6.1-gpl-debug
}

@test "6.1, debugging: task, softirq, hard irq, spinlock, and 10 million drops on two CPUs at once" {
	assert_contexts 6.1-gpl-debug
}

@test "6.1, debugging: a truncation that waits for an FS_DAX page is woken by the drop, 1,000 times of 1,000" {
	assert_truncate 6.1-gpl-debug
}

@test "6.1, debugging: a naive put_page() hangs it each time" {
	assert_missed 6.1-gpl-debug
}

@test "6.1, debugging: kshim and its consumer come, go and come again, and the key is taken each time" {
	assert_life 6.1-gpl-debug
}

@test "6.1, debugging: a GPL consumer loads beside GPL-only symbols and is not tainted" {
	assert_gpl 6.1-gpl-debug
}
