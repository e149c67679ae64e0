# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# What benches share. A bench measures two things in one run, turn about, and
# prints their ratio; seconds mean little on another machine, ratios do.

# seconds COMMAND... - run it and print how long it took; its output is kept in
# $BENCH_WORK/output and shown when it fails.
seconds() {
	_begin=$(date +%s%N)
	"$@" >"$BENCH_WORK/output" 2>&1 </dev/null || {
		cat "$BENCH_WORK/output" >&2
		echo "bench: *** $* failed" >&2
		exit 1
	}
	_end=$(date +%s%N)
	awk -v n="$((_end - _begin))" 'BEGIN { printf "%.3f\n", n / 1e9 }'
}

# best FILE - the shortest of the times in FILE: the one least disturbed.
best() {
	sort -n "$1" | sed 1q
}

# verdict WHAT TIME BASE LIMIT - print the ratio; with BENCH_CHECK set, remember
# that the limit was passed.
verdict() {
	awk -v what="$1" -v time="$2" -v base="$3" -v limit="$4" 'BEGIN {
		ratio = time / base
		printf "%-60s %7.3f s / %7.3f s = %6.3f (limit %s)%s\n", what, time, base, ratio, limit, \
			(ratio > limit) ? " EXCEEDED" : ""
		exit (ratio > limit)
	}' || BENCH_EXCEEDED=1
}

# bench_end - the exit status of a bench.
bench_end() {
	[ -z "${BENCH_CHECK-}" ] || [ -z "${BENCH_EXCEEDED-}" ]
}

BENCH_EXCEEDED=
BENCH_WORK=$(mktemp -d "${TMPDIR:-/tmp}/kshim-bench.XXXXXX")
trap 'rm -rf "$BENCH_WORK"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
