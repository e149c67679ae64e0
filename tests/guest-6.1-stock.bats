#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# 6.1 booted, as Debian ships it.

# bats file_tags=tier:full

load lib/load
load lib/guest

setup_file() {
	boot_guest 6.1-stock
	asked_guest 6.1-stock
}

@test "6.1 as shipped: kshim.ko from DKMS and consumers without flags pass all that there is to try" {
	assert_end 6.1-stock.report
	assert_selftest 6.1-stock order_0_page order_3_tail_page slab_page interrupts_off
	assert_kinds 6.1-stock plain
	assert_kinds 6.1-stock explicit
	assert_freed 6.1-stock
	assert_contexts 6.1-stock
	assert_truncate 6.1-stock
	assert_life_apart 6.1-stock
}

@test "6.1 as shipped: what is GPL-only there by accident is served for who asks, and does the kernel's own work" {
	assert_asked 6.1-stock bio_set_dev bio_set_dev__stack folio_wait_writeback wait_on_page_writeback
}

@test "6.1 as shipped: what the kernel does not have" {
	local skipped
	skipped=$(skipped 6.1-stock)
	[[ -z $skipped ]] || skip "$skipped"
}
