# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Reads question files and decides which may share a translation unit.
# In: the prelude (PRELUDE in the environment), question files. Out, a line a
# question, TAB between the columns:
#
#	NAME KEY FLAGS INCLUDES FILE DECLARED CONTESTED
#
# INCLUDES are to stand in front of all questions of a unit; one that must be
# alone keeps its text as it is.
#
# Questions with the same KEY are compiled together. A KEY is made of what a
# question brings along: compiler flags, headers that the prelude has not, and
# "declares" when it has file-scope code beside its one function. "alone NAME"
# is the KEY of a question whose text could change the meaning of its
# neighbours: macros, pragmas, assembler, redeclarations, or text whose braces,
# comments or conditionals don't close.
#
# DECLARED: the names that a question with file-scope code may declare there, and
# more of them rather than fewer. CONTESTED: those of its words that two
# such questions have and that one of them may declare; "tag:NAME" when it is
# the name of a struct, union or enum.

BEGIN {
	FS = "\n"
	n = split("auto bool break case char const continue default do double else enum extern float for goto " \
		"if inline int long register restrict return short signed sizeof static struct switch " \
		"typedef union unsigned void volatile while question", list, " ")
	for (i = 1; i <= n; i++)
		keyword[list[i]] = 1

	prelude = ENVIRON["PRELUDE"]
	while ((got = (getline line < prelude)) > 0)
		if (match(line, /^#[ \t]*include[ \t]*[<"][^>"]*[>"]/))
			known[header(line)] = 1
	if (got < 0)
		stop("The prelude " prelude " can't be read.")
	for (i = 1; i < ARGC; i++)
		read(ARGV[i])
	for (q = 1; q <= questions; q++)
		print plan[q] "\t" contested(q)
	exit 0
}

function stop(what) {
	print what | "cat >&2"
	close("cat >&2")
	exit 2
}

function read(file,    name, line, got, first, key) {
	name = file
	sub(/.*\//, "", name)
	if (name !~ /^[A-Za-z_][A-Za-z0-9_]*\.c$/ || file ~ /\t/)
		stop("The question " file " isn't named after a C identifier, as NAME.c.")
	sub(/\.c$/, "", name)
	if (toupper(name) in seen)
		stop("There are two questions " name ": " seen[toupper(name)] " and " file ".")
	seen[toupper(name)] = file
	questions++

	flags = includes = declared = words = word = before = ""
	alone = depth = items = ours = conditionals = comment = body = 0
	first = 1
	while ((got = (getline line < file)) > 0) {
		sub(/\r$/, "", line)
		if (first && match(line, /"flags": *"[^"]*"/)) {
			flags = substr(line, RSTART, RLENGTH)
			gsub(/^"flags": *"|"$/, "", flags)
			gsub(/\t/, " ", flags)
		}
		first = 0
		# A line that goes on in the next is none, as far as is read here.
		if (line ~ /\\$/)
			alone = 1
		if (!comment && line ~ /^[ \t]*#/)
			directive(line)
		else
			scan(line)
	}
	close(file)
	if (got < 0)
		stop("The question " file " can't be read.")
	if (first)
		stop("The question " file " is empty.")
	if (!ours)
		stop("The question " file " has no function named question.")
	if (depth || conditionals || comment)
		alone = 1

	key = "alone " name
	if (alone)
		includes = ""
	else
		key = flags "|" includes "|" (items != 1 || ours != 1 ? "declares" : "")
	if (key ~ /\|declares$/)
		remember(questions)
	else
		declared = ""
	plan[questions] = name "\t" key "\t" flags "\t" includes "\t" file "\t" declared
}

# Who has which words, and which of them may somebody declare?
function remember(q,    list, i, mine) {
	of[q] = words
	for (i = split(words, list, " "); i > 0; i--)
		if (!(list[i] in mine)) {
			mine[list[i]] = 1
			askers[list[i]]++
		}
	for (i = split(declared, list, " "); i > 0; i--)
		declarers[list[i]] = 1
}

function contested(q,    list, i, w, found, mine) {
	for (i = split(of[q], list, " "); i > 0; i--) {
		w = list[i]
		if (w in mine || askers[w] < 2)
			continue
		mine[w] = 1
		if (("tag:" w) in declarers)
			found = found " tag:" w
		else if (w in declarers)
			found = found " " w
	}
	return substr(found, 2)
}

# One line of C. What counts: braces, items at file scope, and what is declared
# there.
function scan(line) {
	while (line != "") {
		if (comment) {
			if (!match(line, /\*\//))
				return
			comment = 0
			line = substr(line, RSTART + RLENGTH)
		} else if (match(line, /^[A-Za-z_][A-Za-z0-9_]*/)) {
			identifier(substr(line, 1, RLENGTH))
			line = substr(line, RLENGTH + 1)
		} else if (match(line, /^[ \t]+/) || match(line, /^[0-9][A-Za-z0-9_.]*/)) {
			line = substr(line, RLENGTH + 1)
		} else if (line ~ /^\/\//) {
			return
		} else if (line ~ /^\/\*/) {
			comment = 1
			line = substr(line, 3)
		} else if (line ~ /^["']/) {
			if (!match(line, /^("([^"\\]|\\.)*"|'([^'\\]|\\.)*')/)) {
				alone = 1
				return
			}
			line = substr(line, RLENGTH + 1)
		} else {
			punctuation(substr(line, 1, 1))
			line = substr(line, 2)
		}
	}
}

function identifier(w) {
	if (w ~ /^(extern|asm|__asm|__asm__|__attribute|__attribute__|__weak|__alias|_Pragma|__COUNTER__)$/)
		alone = 1
	if (!body && w == "question")
		ours++
	words = words " " w
	# A result of a new type is a declaration too.
	if (depth == 0 && w ~ /^(struct|union|enum)$/)
		items++
	if (!hide[depth] && !(w in keyword) && word !~ /^(struct|union|enum)$/)
		declared = declared " " w
	before = word
	word = w
}

# word is the last word or character, before the one in front of it.
function punctuation(c) {
	if (c ~ /[#@`]/ || c == ":" && word == "%")
		alone = 1
	if (c ~ /[({[]/) {
		open[++depth] = c
		hide[depth] = hide[depth - 1]
		if (c == "{" && !body && (word ~ /^(struct|union|enum)$/ || before ~ /^(struct|union|enum)$/)) {
			# Members hide, enumerators don't, wherever they stand.
			hide[depth] = word != "enum" && before != "enum"
			declared = declared " tag:" word
		} else if (c == "{") {
			hide[depth] = 1
			if (depth == 1 && word != "=")
				body = 1
		} else if (c == "(" && depth == 1) {
			# The parameters of a function, unless it is a macro's arguments.
			hide[depth] = word == ")" || before ~ /^[*)]$/ ||
				before ~ /^[A-Za-z_]/ && before !~ /^(static|inline|const|typedef)$/
		}
	} else if (c ~ /[])}]/) {
		if (depth < 1 || index("()[]{}", open[depth] c) % 2 == 0)
			alone = 1
		else
			depth--
	}
	if (depth == 0 && c ~ /[;}]/) {
		items++
		body = 0
	}
	if (c == ";" && !body && before ~ /^(struct|union|enum)$/)
		declared = declared " tag:" word
	before = word
	word = c
}

function header(line) {
	gsub(/^[ \t]*#[ \t]*include[ \t]*/, "", line)
	gsub(/[>"][^>"]*$/, substr(line, 1, 1) == "<" ? ">" : "\"", line)
	return line
}

# Conditionals may hold any question, but each branch must close what it opens.
function directive(line,    list, i) {
	if (line ~ /\/\*/)
		alone = 1
	gsub(/[^A-Za-z0-9_<>".\/# \t-]/, " ", line)
	if (line ~ /^[ \t]*#[ \t]*include[ \t]*[<"][^>"]*[>"]/) {
		line = header(line)
		if (conditionals || depth || items)
			alone = 1
		else if (!(line in known))
			includes = includes (includes == "" ? "" : " ") line
	} else if (line ~ /^[ \t]*#[ \t]*(if|ifdef|ifndef)([^a-z]|$)/) {
		at[++conditionals] = depth
	} else if (line ~ /^[ \t]*#[ \t]*(elif|else|endif)([^a-z]|$)/) {
		if (!conditionals || at[conditionals] != depth)
			alone = 1
		if (line ~ /endif/ && conditionals)
			conditionals--
	} else if (line !~ /^[ \t]*#[ \t]*error([^a-z]|$)/) {
		alone = 1
	}
}
