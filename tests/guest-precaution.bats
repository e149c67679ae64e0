#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Booted kernels, for which all that put_page() and folio_put() depend on is GPL-only as far as what is
# built for them is told: no consumer, and not kshim.ko, uses the kernel's own.

# bats file_tags=tier:full

load lib/load
load lib/guest

setup_file() {
	boot_guest 6.1-gpl+__folio_put+hugetlb_optimize_vmemmap_key
	boot_guest 6.12-gpl+__folio_put+hugetlb_optimize_vmemmap_key
	boot_guest 7.2-stock+__folio_put
}

# assert_releases NAME CHECK...: whatever there is to try of releases, and these checks of kshim.ko.
assert_releases() {
	assert_end "$1.report"
	assert_selftest "$@"
	assert_selftest_fails "$1"
	assert_kinds "$1" plain
	assert_kinds "$1" explicit
	assert_freed "$1"
	assert_contexts "$1"
	assert_truncate "$1"
	assert_life "$1"
	assert_gpl "$1"
}

@test "6.1: pages of all kinds, contexts, truncations and the order of life, with four substitutes" {
	assert_releases 6.1-gpl+__folio_put+hugetlb_optimize_vmemmap_key \
		order_0_page order_3_tail_page interrupts_off devmap_key hugetlb_key devmap_function
}

@test "6.12: the same" {
	assert_releases 6.12-gpl+__folio_put+hugetlb_optimize_vmemmap_key \
		order_0_page order_3_tail_page interrupts_off devmap_key hugetlb_key devmap_function
}

@test "7.2: the same, with one" {
	assert_releases 7.2-stock+__folio_put order_0_page order_3_tail_page slab_page interrupts_off
}
