#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# 7.3 as trixie's users get it, built by trixie's compiler (gcc-14): as shipped, and with
# the one symbol GPL-only that put_page() references there.

# bats file_tags=tier:full

load lib/load
load lib/kernels

setup_file() {
	compare_kernel 7.3-trixie --flips
}

@test "7.3 of trixie-backports as shipped, and with put_page()'s symbol GPL-only" {
	assert_copies 3
}

@test "the verdicts and symbols of six APIs are modpost's own" {
	assert_verdicts
}

@test "where nothing is left to make a substitute of, configure refuses and says so" {
	assert_refusals 1
}

@test "kshim.ko and a non-GPL consumer build" {
	assert_builds
}

@test "no flags, no substitutes: the consumer builds without" {
	assert_needed 1
}

@test "kshim.ko references no GPL-only symbol" {
	assert_clean
}
