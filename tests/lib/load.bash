# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=bash
#
# What every bats file loads first: the assertions, and where the project is.

BATS_LIB_PATH=${BATS_LIB_PATH:-/usr/lib/bats}
bats_load_library bats-support
bats_load_library bats-assert

TOP=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
export TOP

# enter ROOT OPTION... -- COMMAND...: with the project at /kshim, read-only.
enter() {
	"$TOP/tests/kernels/enter" "$1" --bind "$TOP:/kshim" "${@:2}"
}

# full: is this the long run, which takes all where others take samples?
full() {
	[[ ${KSHIM_FULL:-0} == 1 ]]
}

# runs TIER: are tests of that tier run, for which a file may have to be set up? All are
# where bats is started by hand.
runs() {
	[[ " ${KSHIM_TIERS-quick all full} " == *" $1 "* ]]
}
