#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# put_page() references four symbols on 6.12: 15 subsets of them, and 6.12 as
# shipped, are 16 kernels.
#
# Each subset is substituted; a kernel that leaves nothing plain to make a substitute of, the
# 17th, is refused.

# bats file_tags=tier:full

load lib/load
load lib/kernels

setup_file() {
	compare_kernel 6.12 "$(flips)"
}

@test "6.12 as shipped, with put_page()'s symbols GPL-only, each and all (each subset: KSHIM_FULL=1), and with too many" {
	assert_copies $((2 + $(subsets 4)))
}

@test "the verdicts and symbols of six APIs are modpost's own, on each" {
	assert_verdicts
}

@test "where nothing is left to make a substitute of, configure refuses and says so" {
	assert_refusals 1
}

@test "kshim.ko and a non-GPL consumer build on each kernel that configure accepts" {
	assert_builds
}

@test "without the flags modpost refuses the consumer, for the substituted symbols" {
	assert_needed "$(subsets 4)"
}

@test "kshim.ko references no GPL-only symbol" {
	assert_clean
}
