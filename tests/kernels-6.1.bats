#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# put_page() references four symbols on 6.1: 15 subsets of them, and three
# flavours as shipped, are 18 kernels. 8 of them have __folio_put GPL-only.

load lib/load
load lib/kernels

setup_file() {
	compare_kernel 6.1 --flips
	compare_kernel 6.1-cloud
	compare_kernel 6.1-rt
}

@test "6.1, -cloud and -rt as shipped, and with each subset of put_page()'s symbols GPL-only" {
	assert_copies 18
}

@test "the verdicts and symbols of six APIs are modpost's own, on each" {
	assert_verdicts
}

@test "with __folio_put GPL-only there is no clean route, and configure says so" {
	assert_refusals 8
}

@test "kshim.ko and a non-GPL consumer build on each kernel that configure accepts" {
	assert_builds
}

@test "without the flags modpost refuses the consumer, for the substituted symbols" {
	assert_needed 7
}

@test "kshim.ko references no GPL-only symbol" {
	assert_clean
}
