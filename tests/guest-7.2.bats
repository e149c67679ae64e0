#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# 7.2 booted, as Debian ships it: put_page() has no devmap symbols any more.

# bats file_tags=tier:all

load lib/load
load lib/guest

setup_file() {
	boot_guest 7.2-stock
	asked_guest 7.2-stock
}

@test "7.2 as shipped: kshim.ko from DKMS and consumers without flags pass all that there is to try" {
	assert_end 7.2-stock.report
	assert_selftest 7.2-stock order_0_page order_3_tail_page slab_page interrupts_off
	assert_kinds 7.2-stock plain
	assert_kinds 7.2-stock explicit
	assert_freed 7.2-stock
	assert_contexts 7.2-stock
	assert_truncate 7.2-stock
	assert_life_apart 7.2-stock
}

@test "7.2 as shipped: what is GPL-only there by accident is served for who asks, and does the kernel's own work" {
	assert_asked 7.2-stock bio_set_dev bio_set_dev__stack folio_wait_writeback wait_on_page_writeback dst_hold
}

@test "7.2 as shipped: what the kernel does not have" {
	local skipped
	skipped=$(skipped 7.2-stock)
	[[ -z $skipped ]] || skip "$skipped"
}
