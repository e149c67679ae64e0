# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# The one place where a program of kshim's runs the target kernel's compiler. A compiler may
# accept a source, refuse it, or break down; only the first two are answers. Needs messages.sh
# and what kbuild_ask found; SCRATCH is a folder for the work.

# compile ERRORS ARGUMENT... - run the compiler as kbuild runs it for a module's file, with
# these arguments behind its own, where kbuild runs it. What it prints goes to the file
# ERRORS, with the file's name as it was given. Returns 0 when it was content, 1 when it
# refused the source; a compiler that broke down ends the program.
compile() {
	_errors=$1
	shift
	_status=0
	(
		cd "${KB_DIRECTORY:-$SCRATCH}" &&
			eval "kbuild_env $KB_COMPILE \"\$@\""
	) >"$_errors" 2>&1 || _status=$?
	[ "$_status" -ne 0 ] || return 0
	! compile_broke_down "$_status" "$_errors" ||
		die "The compiler broke down; every answer would be a guess." \
			"$(grep -v ': warning: \|: note: ' "$_errors" | excerpt - 8)
It ended with status $_status." \
			"Check the free space, the memory and the flags that it was given, and try again."
	return 1
}

# compile_broke_down STATUS ERRORS - did it fail for another reason than the source? A source
# is refused with an error that has a place in a file, and by a compiler that ended by itself.
compile_broke_down() {
	[ "$1" -lt 126 ] || return 0
	LC_ALL=C awk '
		# Without a place it is the compiler, the assembler or the system that speaks of itself.
		/internal compiler error: |PLEASE (ATTACH|submit)/ { broken = 1 }
		# At the end of a section the assembler knows no line any more, and means the source.
		/^\{standard input\}: Error: / { placed = 1; next }
		/:[0-9]+(:[0-9]+)?: / { if (/: (fatal )?error: |: Error: |: Fatal error: /) placed = 1; next }
		/[Nn]o space left|[Ee]rror writing|[Cc]annot allocate|out of memory|Killed|unable to execute/ { broken = 1 }
		END { exit !(broken || !placed) }' "$2"
}
