#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The matrix in small, for the short run: one kernel as its distribution ships it.

# bats file_tags=tier:quick

load lib/load
load lib/kernels

@test "6.1 as shipped: configure's verdicts are modpost's, and what is built has nothing GPL-only" {
	compare_kernel 6.1
	assert_copies 1
	assert_verdicts
	assert_refusals 0
	assert_builds
	assert_needed 0
	assert_clean
}
