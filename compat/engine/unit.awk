# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Writes one translation unit. In: lines of a plan (see questions.awk), in the
# order of the first run; from the environment: PRELUDE, its file; B_RUN, "parse"
# to find out which contested names the headers don't have, "object" to turn the
# order round; B_MASKS, functions that nobody declares.
#
# Each question's function gets a name of its own (and with -ffunction-sections
# a section), each text stands under a line marker, and behind each text stand
# two fences: declarations that would be hit by a parse that went astray.
#
# A compiler complains once about a function that nobody declares, however many
# questions call it. As (f)(x), the call names an undeclared identifier, which is
# an error in every function; for a question that declares f itself, (f) is f.
# A question whose directives speak of f must not see that macro.

BEGIN {
	FS = "\t"
	masks = split(ENVIRON["B_MASKS"], mask, " ")
}

$1 == "" { next } # nobody, with flags
{
	name[++questions] = $1
	whole[questions] = $2 ~ /^alone /
	includes = $4
	file[questions] = $5
	contested = contested " " $7
}

END {
	prelude()
	# All questions of a unit have the same ones; control questions come first.
	headers = split(includes, header, " ")
	for (i = 1; i <= headers; i++)
		printf "#line %d \"kshim-include:\"\n#include %s\n", i, header[i]
	if (ENVIRON["B_RUN"] == "parse")
		names()
	for (i = 1; i <= masks; i++)
		masked(mask[i])
	for (i = 1; i <= questions; i++)
		put(ENVIRON["B_RUN"] == "object" ? questions + 1 - i : i)
}

# A kernel that has lost one of the common headers (linux/pagevec.h in 7.2) still
# has the others.
function prelude(    line, n) {
	while ((getline line < ENVIRON["PRELUDE"]) > 0) {
		printf "#line %d \"%s\"\n", ++n, ENVIRON["PRELUDE"]
		if (match(line, /^#[ \t]*include[ \t]*[<"][^>"]*[>"]/)) {
			gsub(/^#[ \t]*include[ \t]*/, "", line)
			printf "#if __has_include(%s)\n#line %d\n#include %s\n#endif\n", line, n, line
		} else {
			print line
		}
	}
	close(ENVIRON["PRELUDE"])
}

# A name that the headers have is a macro, or has a type.
function names(    list, i, tested) {
	for (i = split(contested, list, " "); i > 0; i--)
		if (list[i] !~ /^tag:/ && !(list[i] in tested)) {
			tested[list[i]] = 1
			printf "#ifndef %s\n#line 1 \"kshim-name:%s\"\n", list[i], list[i]
			printf "extern __typeof__(%s) *kshim_name_%s;\n#endif\n", list[i], list[i]
		}
}

function masked(f) {
	printf "#define %s(...) (%s)(__VA_ARGS__)\n", f, f
}

function put(i,    line, n, text, words, m) {
	n = 0
	words = " "
	while ((getline line < file[i]) > 0) {
		sub(/\r$/, "", line)
		# Headers stand above; the line stays, so that numbers hold.
		if (!whole[i] && line ~ /^[ \t]*#[ \t]*include[ \t]*[<"]/)
			line = ""
		text[++n] = line
		if (line ~ /^[ \t]*#/) {
			gsub(/[^A-Za-z0-9_]+/, " ", line)
			words = words line " "
		}
	}
	close(file[i])
	for (m = 1; m <= masks; m++)
		if (index(words, " " mask[m] " "))
			printf "#undef %s\n", mask[m]
	printf "#define question kshim_question_%s\n", name[i]
	printf "#line 1 \"kshim-question:%s\"\n", name[i]
	for (m = 1; m <= n; m++)
		print text[m]
	printf "\n#line 1 \"kshim-fence:%s\"\n", name[i]
	printf "extern int kshim_fence;\nextern int kshim_fence;\n#undef question\n"
	for (m = 1; m <= masks; m++)
		if (index(words, " " mask[m] " "))
			masked(mask[m])
}
