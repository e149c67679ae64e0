# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# What call and declares share: which header of the target kernel declares a name. Behind
# kernel_compiler (kernel.sh); headers: those to include behind the common ones, with blanks
# between; includes: a file to include behind them, or nothing.

# unit FILE - the common headers, and behind them standard input under its own name.
unit() {
	{
		sed -n 's/^#include \(<.*>\)$/#if __has_include(\1)\n&\n#endif/p' "$ENGINE/prelude.h"
		for _header in $headers; do
			printf '#include <%s>\n' "$_header"
		done
		[ -z "$includes" ] || printf '#include "%s"\n' "$includes"
		printf '#line 1 "caller.c"\n'
		cat
	} >"$1"
}

# unknown ERRORS - the names that the compiler has not seen declared, but for what is named here.
unknown() {
	sed -n "s/.* error: implicit declaration of function '\([A-Za-z0-9_]*\)'.*/\1/p
		s/.* error: call to undeclared function '\([A-Za-z0-9_]*\)'.*/\1/p
		s/.* error: use of undeclared identifier '\([A-Za-z0-9_]*\)'.*/\1/p
		s/.* error: unknown type name '\([A-Za-z0-9_]*\)'.*/\1/p
		s/.* error: '\([A-Za-z0-9_]*\)' undeclared.*/\1/p" "$1" | sed '/^kshim_/d' | sort -u
}

# declaring NAME - the kernel's headers that look as if they declared NAME, as a module includes
# them, those of linux/ and short names first. In a line that begins one does it stand behind a
# type, before a parenthesis or an end; or behind #define, or in an enum.
declaring() {
	for _folder in "$K_SOURCE/include/uapi" "$K_SOURCE/include" \
		"$K_SOURCE/arch/$K_ARCH/include/uapi" "$K_SOURCE/arch/$K_ARCH/include"; do
		[ ! -d "$_folder" ] || (
			cd "$_folder" || exit
			find . -name '*.h' -exec grep -lwF -e "$1" {} + | while IFS= read -r _header; do
				! awk -v name="$1" '
					BEGIN {
						other = "[^A-Za-z0-9_]"
						begins = "^[A-Za-z_]"
						is = "^# *define[ \t]+" name "(" other "|$)"
						is = is "|^" name "[ \t]*[(]"
						is = is "|" begins ".*" other name "[ \t]*[(]"
						is = is "|" begins "[^;=(]*" other name "[ \t]*(;|,|[[]|__)"
						is = is "|" begins "[A-Z0-9_]*[(].*" other name "[)]"
						if (name ~ /^[A-Z]/)
							is = is "|^[ \t]+" name "[ \t]*(,|=|$)"
					}
					$0 ~ is { found = 1; exit }
					END { exit !found }' "$_header" || printf '%s\n' "${_header#./}"
			done
		)
	done | sed -e '/^uapi\//d' -e 's,^asm-generic/,asm/,' |
		awk '!seen[$0]++ { print !/^linux\//, length($0), $0 }' | sort -n -k 1,1 -k 2,2 | cut -d ' ' -f 3
}

# knows NAME - does the compiler know it behind these headers?
knows() {
	printf '#ifndef %s\nextern __typeof__(%s) kshim_known;\n#endif\n' "$1" "$1" | unit "$SCRATCH/known.c"
	kernel_compile "$SCRATCH/known" -fsyntax-only "$SCRATCH/known.c"
}

# find_header NAME - include the header that declares NAME, too. 1: none does; 2: that is open, as
# _broken can't be included by itself, for the reason _why.
find_header() {
	_before=$headers
	_broken=
	for _candidate in $(declaring "$1"); do
		headers="$_before${_before:+ }$_candidate"
		! knows "$1" || return 0
		if [ -z "$_broken" ] && ! unknown "$SCRATCH/known" | grep -qxF -e "$1"; then
			_broken=$_candidate
			_why=$(excerpt "$SCRATCH/known" 4)
		fi
	done
	headers=$_before
	[ -z "$_broken" ] || return 2
	return 1
}
