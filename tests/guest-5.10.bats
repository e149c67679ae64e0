#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# 5.10 booted: with the devmap symbols GPL-only, and as Debian ships it.

# bats file_tags=tier:full

load lib/load
load lib/guest

setup_file() {
	boot_guest 5.10-gpl
	count_guest 5.10-gpl
	boot_guest 5.10-stock
	asked_guest 5.10-stock
	# What it takes to watch a lock or a reader is GPL-only, too, and hides what is tried.
	LOCKDEP=5.10-lockdep$(printf '+%s=EXPORT_SYMBOL' lock_acquire lock_release rcu_lock_map rcu_is_watching \
		debug_lockdep_rcu_enabled lockdep_rcu_suspicious)
	"$TOP/tests/guest/stage" "$LOCKDEP" "$BATS_FILE_TMPDIR/lockdep.stage" watched
	boot_into lockdep.report lockdep.stage 5.10-lockdep
}

@test "5.10, GPL-only: the guest comes to its end, nothing is skipped, the kernel finds nothing amiss" {
	assert_end 5.10-gpl.report
	assert_equal "$(skipped 5.10-gpl)" ""
}

@test "5.10, GPL-only: the self-test of kshim.ko checks releases and substitutes, and can fail" {
	assert_selftest 5.10-gpl order_0_page order_3_tail_page slab_page interrupts_off devmap_key devmap_function
	assert_selftest_fails 5.10-gpl
}

@test "5.10, GPL-only: references of pages of every kind are equal after 10,000 drops, and no memory is lost" {
	assert_kinds 5.10-gpl plain
	assert_kinds 5.10-gpl explicit
	assert_kinds 5.10-gpl gpl
}

@test "5.10, GPL-only: a last drop frees the page, 10,000 times in each context" {
	assert_freed 5.10-gpl
}

@test "5.10, GPL-only: task, softirq, hard irq, spinlock, and 10 million drops on two CPUs at once" {
	assert_contexts 5.10-gpl
}

@test "5.10, GPL-only: a truncation that waits for an FS_DAX page is woken by the drop, 1,000 times of 1,000" {
	assert_truncate 5.10-gpl
}

@test "5.10, GPL-only: a naive put_page() hangs it each time" {
	assert_missed 5.10-gpl
}

@test "5.10, GPL-only: kshim and its consumer come, go and come again, and the key is taken each time" {
	assert_life 5.10-gpl
}

@test "5.10, GPL-only: a GPL consumer loads beside GPL-only symbols and is not tainted" {
	assert_gpl 5.10-gpl
}

@test "5.10, GPL-only: a drop takes the instructions of the kernel's own with a DAX device, at most 4 more than without" {
	assert_instructions 5.10-gpl 4
}

@test "5.10 as shipped: kshim.ko from DKMS and consumers without flags pass all that there is to try" {
	assert_end 5.10-stock.report
	assert_selftest 5.10-stock order_0_page order_3_tail_page slab_page interrupts_off
	assert_kinds 5.10-stock plain
	assert_kinds 5.10-stock explicit
	assert_freed 5.10-stock
	assert_contexts 5.10-stock
	assert_truncate 5.10-stock
	assert_life_apart 5.10-stock
}

@test "5.10 as shipped: what is GPL-only there by accident is served for who asks, and does the kernel's own work" {
	assert_asked 5.10-stock rcu_read_unlock wait_on_page_writeback
}

@test "5.10 that watches locks and readers: it finds nothing amiss in what is served by name" {
	assert_end lockdep.report
	assert_rows lockdep.report 'asked\..*|lockdep\..*' \
		asked.rcu_read_unlock.{loads,pairs,pfn_valid} asked.wait_on_page_writeback.{loads,waits} lockdep.on
}

@test "5.10 as shipped: what the kernel does not have" {
	local skipped
	skipped=$(skipped 5.10-stock)
	[[ -z $skipped ]] || skip "$skipped"
}
