#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The newest kernels, as shipped: put_page() references a single symbol there.

# bats file_tags=tier:all

load lib/load
load lib/kernels

setup_file() {
	compare_kernel 7.2
	compare_kernel 7.3
}

@test "7.2 and 7.3 as shipped" {
	assert_copies 2
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
