# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=bash
#
# The matrix: what kshim claims of a target kernel is held against the kernel's
# own modpost (kernels/check). A file compares all of its kernels once, in
# setup_file; its tests then read the lines of the report.

# flips: of which subsets of the symbols check makes copies. The short run is content with each
# symbol by itself, and all of them.
flips() {
	if full; then
		echo --flips
	else
		echo --some
	fi
}

# subsets N: how many that are, of N symbols.
subsets() {
	if full; then
		echo $(((1 << $1) - 1))
	else
		echo $(($1 + 1))
	fi
}

# compare_kernel NAME [--flips | --some]: add the kernel's lines to the report.
compare_kernel() {
	local root tree
	read -r root tree < <("$TOP/tests/kernels/locate" "$1")
	enter "$root" -- /kshim/tests/kernels/check "${@:2}" "$tree" \
		>>"$BATS_FILE_TMPDIR/report"
}

# compare_old NAME [--flips | --some]: the same of the kernel that old makes of it.
compare_old() {
	local root tree
	read -r root tree < <("$TOP/tests/kernels/locate" "$1")
	# shellcheck disable=SC2016 # for the shell inside
	enter "$root" -- sh -c '/kshim/tests/kernels/old "$0" /tmp/old && /kshim/tests/kernels/check "$@" /tmp/old' \
		"$tree" "${@:2}" >>"$BATS_FILE_TMPDIR/report"
}

# copies [ROUTES]: how many copies were compared whose route is one of these.
copies() {
	grep -cE "^tree	(${1:-.*})	" "$BATS_FILE_TMPDIR/report" || :
}

# assert_agreement WHAT COUNT: that much was compared, and nothing disagreed.
assert_agreement() {
	run grep "^DISAGREE	$1	" "$BATS_FILE_TMPDIR/report"
	refute_output
	run grep -c "^agree	$1	" "$BATS_FILE_TMPDIR/report"
	assert_output "$2"
}

# accepted: the copies that configure accepts, of which each kernel has one, as shipped, at least.
accepted() {
	local count
	count=$(copies 'native|substitute')
	assert [ "$count" -ge 1 ]
	echo "$count"
}

# The claims, one a test. Six APIs are asked about on each copy.

assert_copies() {
	assert_equal "$(copies)" "$1"
}

assert_verdicts() {
	assert_agreement verdict $((6 * $(copies)))
}

assert_refusals() {
	assert_agreement refusal "$1"
	assert_equal "$(copies refused)" "$1"
	# One of each symbol that makes configure refuse is built for all the same.
	assert_agreement without "$(grep -c '^tree	refused	[^+]*$' "$BATS_FILE_TMPDIR/report")"
}

assert_builds() {
	assert_agreement builds "$(accepted)"
}

assert_needed() {
	assert_agreement needed "$(accepted)"
	assert_equal "$(copies substitute)" "$1"
}

assert_clean() {
	assert_agreement clean "$(accepted)"
}
