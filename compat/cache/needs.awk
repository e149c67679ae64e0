# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The variables on which a question's macros depend. In: the macros that configure may define, lines
# "NAME VARIABLE" with TAB (blocks.awk; - where that can't be told), then the question. Out: the
# variables, a blank between them. Exit status 1 when the question names a macro of which the
# variable isn't known: it may be another one at the next kernel.
#
# Macros in small letters stand for what the compiler or its library lacks (const, size_t). One that
# was not defined won't be by another kernel.

BEGIN { FS = "\t" }
FILENAME == ARGV[1] {
	if (!($1 in by) || by[$1] == "-")
		by[$1] = $2
	next
}
FNR == 1 {
	text = text " " $0
	next
}
# What configure found out before stands first.
!rest && /^#define [A-Za-z_][A-Za-z0-9_]*( |$)/ {
	split($0, word, " ")
	defined[word[2]]
	next
}
!rest && /^[ \t]*$/ { next }
{
	rest = 1
	text = text " " $0
}
END {
	gsub(/[^A-Za-z0-9_]+/, " ", text)
	n = split(text, word, " ")
	for (i = 1; i <= n; i++) {
		w = word[i]
		if (w in seen)
			continue
		seen[w]
		if (!(w in by) && !(w in defined) || !(w in defined) && w !~ /[A-Z]/)
			continue
		if (!(w in by) || by[w] == "-")
			exit 1
		if (!(by[w] in listed)) {
			listed[by[w]]
			needs = needs (needs == "" ? "" : " ") by[w]
		}
	}
	print needs
}
