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

# packaged states|module NAME CONSUMER OUT: what came of Debian's own package of that consumer
# (consumers/debian/result), from the cache if it can be; what building says is told when it fails.
# The command kshim is in $BUNDLE.
packaged() {
	"$TOP/tests/consumers/debian/result" "$1" "$2" "$3" "$BUNDLE" "$4" 2>"$BATS_FILE_TMPDIR/log.$2" || {
		cat "$BATS_FILE_TMPDIR/log.$2"
		return 1
	}
}

# boot_stage NAME [OPTION...]
boot_stage() {
	boot_into report stage "$@"
}

# boot_packaged NAME CONSUMER PROGRAM PACKAGE...: Debian's own package of the consumer, as DKMS built
# it for that kernel of the guest, in a Debian 12 with these packages, where PROGRAM uses it.
boot_packaged() {
	local image
	mkdir "$BATS_FILE_TMPDIR/stage"
	packaged module "$1" "$2" "$BATS_FILE_TMPDIR/stage/modules"
	load_programs "$BATS_FILE_TMPDIR/stage"
	cp "$TOP/tests/consumers/debian/steps" "$BATS_FILE_TMPDIR/stage/steps"
	cat "$TOP/tests/consumers/debian/attempts" "$3" >"$BATS_FILE_TMPDIR/stage/use"
	image=$("$TOP/tests/consumers/debian/image" "$2" bookworm kmod "${@:4}" 2>/dev/null)
	boot_stage "$1" --time 900 --memory 2048 --append brd.rd_size=524288 --disk "$image"
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
