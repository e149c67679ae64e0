# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=bash
#
# Consumers in booted kernels (lib/guest): the report is $BATS_FILE_TMPDIR/report.

# load_programs STAGE: what puts file systems under load, and looks for what they lose.
load_programs() {
	local program
	mkdir -p "$1/bin"
	for program in fsx files; do
		gcc -std=gnu11 -O2 -Wall -Wextra -Werror -static -o "$1/bin/$program" \
			"$TOP/tests/consumers/load/$program.c"
	done
	cp "$TOP/tests/consumers/load/memory" "$1/bin"
}

# boot_stage NAME [OPTION...]
boot_stage() {
	boot_into report stage "$@"
}

# assert_report NAME...: these things were tried, in this order, and all are ok.
assert_report() {
	assert_ended report
	run awk '/^ok / { print $3 } /^not ok /' "$BATS_FILE_TMPDIR/report"
	assert_output "$(printf '%s\n' "$@")"
}

# said NAME: the text of that line.
said() {
	sed -n "s/^ok [0-9]* $1 # //p" "$BATS_FILE_TMPDIR/report"
}
