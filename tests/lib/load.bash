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
