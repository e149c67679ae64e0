#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The newest kernels, as shipped: put_page() references a single symbol there.

# bats file_tags=tier:all

load lib/load
load lib/kernels

setup_file() {
	compare_kernel 7.2
	! runs full || compare_kernel 7.3
}

@test "7.2 as shipped (7.3 too: KSHIM_FULL=1)" {
	local copies=1
	! runs full || copies=2
	assert_copies "$copies"
	assert_refusals 0
}

@test "the verdicts and symbols of six APIs are modpost's own, on each" {
	assert_verdicts
}

@test "kshim.ko and a non-GPL consumer build" {
	assert_builds
}

@test "no flags, no substitutes: the consumer builds without" {
	assert_needed 0
}

@test "kshim.ko references no GPL-only symbol" {
	assert_clean
}
