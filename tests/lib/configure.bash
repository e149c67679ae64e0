# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=bash
#
# What the tests of configure share. They run it in throwaway copies of the root
# of Debian 12, whose headers they rearrange and spoil as they like; what is done
# in there stands in configure-inside.

# find_root: for setup_file.
find_root() {
	local tree
	read -r ROOT tree < <("$TOP/tests/kernels/locate" 6.1)
	# /usr/src/linux-headers-6.1.0-9-amd64: of which ABI, and which release
	RELEASE=${tree#*/linux-headers-}
	mkdir "$BATS_FILE_TMPDIR/tools"
	export ROOT RELEASE
}

# inside FUNCTION [ARGUMENT...]: run a function of configure-inside in the root.
inside() {
	enter "$ROOT" --bind "$BATS_FILE_TMPDIR/tools:/tools" -- \
		bash /kshim/tests/lib/configure-inside "$RELEASE" "$@" </dev/null
}
