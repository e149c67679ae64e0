# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The compiler flags that a project adds to kbuild's own. In: what a build with V=1 of an
# empty module said, and what that of the project's probes did; with fewer=1 a probe need not
# have all of kbuild's own. Out, a line for each source that was compiled, TAB between the
# columns: NAME.c FLAGS.

# The source that a command compiles, and its flags: one that takes a word of its own is one
# with it, by \001. Not what kbuild says of the file, nor what follows the command.
function command(line,    n, i, word, source, words) {
	n = split(line, word, " ")
	for (i = 1; i <= n && word[i] !~ /^[;&|]/; i++) {
		if (word[i] == "-E")
			return ""
		if (word[i] ~ /\.c$/)
			source = word[i]
		else if (word[i] == "-o")
			i++
		else if (word[i] ~ /^-(include|imacros|isystem|iquote|idirafter|[IDUx])$/ && i < n)
			words = words " " word[i] "\001" word[++i]
		else if (i > 1 && word[i] != "-c" && word[i] !~ /^-(Wp,-MM?D,|D(__)?KBUILD_(BASENAME|MODNAME|MODFILE)=)/)
			words = words " " word[i]
	}
	sub(/.*\//, "", source)
	return source words
}

/ -c -o / {
	# Beside a module kbuild compiles what it adds to it: NAME.mod.c, and from 6.13 on module-common.c.
	line = command($0)
	if (line !~ /^[^ ]*\.c / || line ~ /^[^ ]*\.mod\.c / || line ~ /^module-common\.c /)
		next
	n = split(line, word, " ")
	if (NR == FNR) {
		for (i = 2; i <= n; i++)
			base[word[i]]++
		next
	}
	split("", left)
	for (w in base)
		left[w] = base[w]
	flags = ""
	for (i = 2; i <= n; i++)
		if (left[word[i]] > 0)
			left[word[i]]--
		else
			flags = flags " " word[i]
	for (w in left)
		if (left[w] > 0 && !fewer) {
			print "*** the project takes the compiler flag " w " away, which no question can say." | "cat >&2"
			exit 1
		}
	gsub(/\001/, " ", flags)
	print word[1] "\t" substr(flags, 2)
}
