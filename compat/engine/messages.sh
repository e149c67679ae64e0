# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# What a user is told. Every message of kshim's shell programs comes out here,
# so that all of them have one shape: what, why, next step.

# What other programs say is read here, too, and theirs is one language.
LC_ALL=C
export LC_ALL

# Name of the program that speaks; each program sets its own.
: "${PROGRAM:=kshim}"

# say TEXT... - one line of progress or notice.
say() {
	printf '%s: %s\n' "$PROGRAM" "$*" >&2
}

# warn WHAT WHY - what the user should know, and what goes on all the same.
warn() {
	printf '%s: warning: %s\n' "$PROGRAM" "$1" >&2
	[ -z "${2-}" ] || printf '%s\n' "$2" | sed "s/^/    /" >&2
}

# die WHAT WHY NEXT - the one message of a program that stops, then exit 1.
# SAID tells a trap that the message was given.
die() {
	# shellcheck disable=SC2034 # for traps
	SAID=1
	printf '%s: *** %s\n' "$PROGRAM" "$1" >&2
	[ -z "${2-}" ] || printf '%s\n' "$2" | sed "s/^/    /" >&2
	[ -z "${3-}" ] || printf '%s\n' "$3" | sed "1s/^/ -> /; 2,\$s/^/    /" >&2
	exit 1
}

# excerpt FILE [LINES] - the end of a log, marked as somebody else's words.
excerpt() {
	tail -n "${2:-12}" "$1" | tr '\000-\010\013-\037\177' '?' | cut -c 1-400 | sed 's/^/| /'
}
