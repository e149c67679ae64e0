# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Writes the translation unit of a plan (see deal.awk), to be compiled behind the prelude. From
# the environment: RUN, what the unit is for,
#
#	parse		to see which questions are refused, and which of the contested names
#			the headers don't have
#	object		to see what they reference: in the opposite order
#	alone		one question, its text as it is
#	words		to see which words of one question are neither declared by headers nor macros
#	strangers	to see which of several are refused behind the headers of them all, as far as there are
#			such: the one that is not there is an error in "kshim-missing:NUMBER"
#
# CONTROLS, the control questions to put before the others, ID=FILE a line; and LEADING, the
# first of the plan's INCLUDES, if it stands before the unit already.
#
# Each text stands under a line marker of its own, and behind it a fence: declarations that
# would be hit by a parse that went astray. RENAMED names get the question's own mark, so that
# what it leaves behind, in errors and object files, can be told from its neighbours'.

BEGIN {
	FS = "\t"
	run = ENVIRON["RUN"]
	leading = ENVIRON["LEADING"]
	n = split(ENVIRON["CONTROLS"], control, "\n")
	for (i = 1; i <= n; i++) {
		split(control[i], part, "=")
		id[++questions] = part[1]
		file[questions] = substr(control[i], length(part[1]) + 2)
	}
}

{ includes = $4 }

run == "words" { contested = $10 }
$1 != "-" && run != "words" {
	id[++questions] = $1
	file[questions] = $2
	if (run == "alone")
		next
	renamed[questions] = $5
	dropped[questions] = $6
	undone[questions] = $7
	contested = contested $9
}

END {
	# All questions of a unit have the same ones.
	if (run != "alone")
		for (i = (leading != "") + 1; i <= split(includes, header, " "); i++)
			include(i, header[i])
	if (run == "parse" || run == "words")
		names()
	for (i = 1; i <= questions; i++)
		put(run == "object" ? questions + 1 - i : i)
}

function include(i, header) {
	if (run == "strangers")
		printf "#if !__has_include(%s)\n#line 1 \"kshim-missing:%d\"\n#error not there\n#else\n", header, i
	printf "#line %d \"kshim-include:\"\n#include %s\n", i, header
	if (run == "strangers")
		print "#endif"
}

# A name that the headers have is a macro, or has a type. What a macro makes of a question's
# syntax is another matter, so for that they are no names.
function names(    list, i, tested) {
	for (i = split(contested, list, " "); i > 0; i--)
		if (!sub(/^tag:/, "", list[i]) && (sub(/^type:/, "", list[i]) || 1) && !(list[i] in tested)) {
			tested[list[i]] = 1
			printf "#line 1 \"kshim-name:%s\"\n#ifndef %s\n", list[i], list[i]
			printf "extern __typeof__(%s) *kshim_name_%s;\n", list[i], list[i]
			printf "%s#endif\n", run == "words" ? "#else\n#error a macro\n" : ""
		}
}

# Once: who includes it again may mean it.
function is_leading(line) {
	sub(/^[^<"]*/, "", line)
	if (leading == "" || index(line, leading) != 1)
		return 0
	leading = ""
	return 1
}

function put(i,    line, name, list, n, drop, mark) {
	mark = "_kshim_" id[i] "_"
	split("", drop)
	for (n = split(dropped[i], list, " "); n > 0; n--)
		drop[list[n]] = 1
	n = split("question " renamed[i], list, " ")
	for (; n > 0; n--)
		printf "#define %s %s%s\n", list[n], list[n], mark
	printf "#line 1 \"kshim-question:%s\"\n", id[i]
	while ((getline line < file[i]) > 0) {
		sub(/\r$/, "", line)
		# Headers stand above; the line stays, so that numbers hold.
		if (line ~ /^[ \t]*#[ \t]*include[ \t]*[<"]/ && (run != "alone" || is_leading(line)))
			line = ""
		else if (dropped[i] != "" && match(line, /^[ \t]*#[ \t]*define[ \t]+[A-Za-z_][A-Za-z0-9_]*/)) {
			name = substr(line, 1, RLENGTH)
			sub(/.*[ \t]/, "", name)
			if (name in drop)
				line = ""
		}
		print line
	}
	close(file[i])
	printf "\n#line 1 \"kshim-fence:%s\"\nextern int kshim_fence;\nextern int kshim_fence;\n", id[i]
	for (n = split("question " renamed[i] undone[i], list, " "); n > 0; n--)
		printf "#undef %s\n", list[n]
}
