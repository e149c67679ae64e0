# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Reads question files. In: the prelude (PRELUDE in the environment), question files. Out, a
# line a question, TAB between the columns, blanks between words:
#
#	ID		its number, from 1
#	NAME FILE
#	FLAGS		of the compiler, as a response file holds them
#	INCLUDES	headers that the prelude has not
#	APART		1 when its text can't stand beside others: pragmas, assembler, lines that go
#			on, code that depends on __COUNTER__, or braces, comments or conditionals that
#			don't close
#	DECLARED	the names that it may declare at file scope, rather more than fewer:
#			"tag:NAME" for a struct, union or enum, "type:NAME" for what looks like a
#			type that is used (but may be a variable with an attribute)
#	MACROS		the macros that it defines
#	UNDONE		those of them, and others, whose #define or #undef is more than a word
#	WORDS		all its identifiers, but for the names of macros where they are defined
#	TESTED		identifiers in its conditionals
#	INTRODUCED	names that it gives a meaning by the look of it: variables and parameters; and
#			".NAME", a tag or member that it speaks of, which needs none
#	LICENSE		of the module that will call, where the question names its own
#	OTHERWISE	names that are, somewhere in it, a tag or a member
#	LEADING		the first of INCLUDES, if it stands before all that sets it apart
#	SAME		the ID of the first question that has the same flags and text, but for the name and
#			licence in its JSON: what holds of that one holds of it
#
# deal.awk decides from that what is compiled together.

BEGIN {
	FS = "\n"
	n = split("auto bool break case char const continue default do double else enum extern float for goto " \
		"if inline int long register restrict return short signed sizeof static struct switch " \
		"typedef union unsigned void volatile while question", list, " ")
	for (i = 1; i <= n; i++)
		keyword[list[i]] = 1
	# Attributes that change nothing for anybody else.
	n = split("unused used noinline always_inline format nonnull packed aligned const pure cold hot noreturn " \
		"warn_unused_result fallthrough deprecated malloc", list, " ")
	for (i = 1; i <= n; i++)
		harmless[list[i]] = harmless["__" list[i] "__"] = 1

	prelude = ENVIRON["PRELUDE"]
	while ((got = (getline line < prelude)) > 0)
		if (match(line, /^#[ \t]*include[ \t]*[<"][^>"]*[>"]/))
			known[header(line)] = 1
	if (got < 0)
		stop("The prelude " prelude " can't be read.")
	for (i = 1; i < ARGC; i++)
		read(ARGV[i])
	exit 0
}

function stop(what) {
	print what | "cat >&2"
	close("cat >&2")
	exit 2
}

function read(file,    name, line, got, first) {
	name = file
	sub(/.*\//, "", name)
	if (name !~ /^[A-Za-z_][A-Za-z0-9_]*\.c$/ || file ~ /\t/)
		stop("The question " file " isn't named after a C identifier, as NAME.c.")
	sub(/\.c$/, "", name)
	if (toupper(name) in seen)
		stop("There are two questions " name ": " seen[toupper(name)] " and " file ".")
	seen[toupper(name)] = file
	questions++

	flags = license = includes = declared = macros = undone = words = tested = introduced = otherwise = leading = pending = word = before = ""
	apart = depth = items = ours = conditionals = comment = body = attributes = 0
	text = ""
	split("", mine)
	first = 1
	while ((got = (getline line < file)) > 0) {
		sub(/\r$/, "", line)
		if (first) {
			flags = text_of(line, "flags")
			license = text_of(line, "license")
			rest = line
			sub(/^\/\* *\{[^{}*]*\} *\*\/ *$/, "", rest)
		}
		text = text "\n" (first ? rest : line)
		first = 0
		# A line that goes on in the next is none, as far as is read here.
		if (line ~ /\\$/)
			apart = 1
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
		apart = 1
	text = flags "\n" text
	if (!(text in asked))
		asked[text] = questions
	print questions "\t" name "\t" file "\t" flags "\t" includes "\t" apart "\t" declared "\t" \
		macros "\t" undone "\t" words "\t" tested "\t" introduced "\t" license "\t" otherwise "\t" leading \
		"\t" (asked[text] == questions ? "" : asked[text])
}

# The text that key has in the JSON object of a question's first line.
function text_of(line, key,    value) {
	if (!match(line, "\"" key "\": *\"([^\"\\\\]|\\\\.)*\""))
		return ""
	value = substr(line, RSTART, RLENGTH - 1)
	sub(/^"[a-z]*": *"/, "", value)
	gsub(/\\t|\t/, " ", value)
	# What else JSON escapes stands for itself.
	gsub(/\\\\/, "\001", value)
	gsub(/\\/, "", value)
	gsub(/\001/, "\\", value)
	return value
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
				apart = 1
				return
			}
			line = substr(line, RLENGTH + 1)
		} else {
			punctuation(substr(line, 1, 1))
			line = substr(line, 2)
		}
	}
}

function note(w) {
	if (w in mine || w in keyword)
		return
	mine[w] = 1
	words = words w " "
}

function identifier(w) {
	if (attributes && depth >= attributes) {
		if (!(w in harmless))
			apart = 1
		return
	}
	if (w ~ /^(asm|__asm|__asm__|__weak|__alias|_Pragma|__COUNTER__|MODULE_IMPORT_NS|MODULE_INFO)$/ ||
	    w == "extern" && depth)
		apart = 1
	if (w ~ /^__attribute(__)?$/) {
		declare("")
		attributes = depth + 1
		return
	}
	attributes = 0
	if (!body && w == "question")
		ours++
	note(w)
	if (word ~ /^(struct|union|enum)$/)
		introduced = introduced "." w " "
	if (word ~ /^(struct|union|enum|[.>])$/)
		otherwise = otherwise w " "
	# A result of a new type is a declaration too.
	if (depth == 0 && w ~ /^(struct|union|enum)$/)
		items++
	declare("type:")
	if (!hide[depth] && !(w in keyword) && word !~ /^(struct|union|enum)$/)
		pending = w
	before = word
	word = w
}

# What stands behind a name tells what it is.
function declare(how) {
	if (pending != "")
		declared = declared how pending " "
	pending = ""
}

# word is the last word or character, before the one in front of it.
function punctuation(c) {
	declare(c == "*" ? "type:" : "")
	if (c ~ /[#@`]/ || c == ":" && word == "%")
		apart = 1
	# At file scope a macro may declare what its arguments don't say.
	if (c == "(" && depth == 0 && word ~ /^[A-Za-z_]/ && !attributes && before ~ /^(static|;|}|)$/)
		apart = 1
	if (word ~ /^[A-Za-z_]/ && before ~ /^[.>]$/)
		introduced = introduced "." word " "
	else if (word ~ /^[A-Za-z_]/ && index(";=,)[:]", c) && before ~ /^[A-Za-z_*]/ &&
	    before !~ /^(return|goto|case|sizeof|else|do)$/)
		introduced = introduced word " "
	if (c ~ /[({[]/) {
		open[++depth] = c
		hide[depth] = hide[depth - 1]
		if (attributes) {
			hide[depth] = 1
			return
		}
		if (c == "{" && !body && (word ~ /^(struct|union|enum)$/ || before ~ /^(struct|union|enum)$/)) {
			# Members hide, enumerators don't, wherever they stand.
			hide[depth] = word != "enum" && before != "enum"
			declared = declared "tag:" word " "
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
			apart = 1
		else
			depth--
		if (attributes) {
			if (depth < attributes)
				attributes = 0
			return
		}
	}
	attributes = 0
	if (depth == 0 && c ~ /[;}]/) {
		items++
		body = 0
	}
	if (c == ";" && !body && before ~ /^(struct|union|enum)$/)
		declared = declared "tag:" word " "
	before = word
	word = c
}

function header(line) {
	gsub(/^[ \t]*#[ \t]*include[ \t]*/, "", line)
	gsub(/[>"][^>"]*$/, substr(line, 1, 1) == "<" ? ">" : "\"", line)
	return line
}

# Conditionals may hold any question, but each branch must close what it opens.
function directive(line,    name) {
	if (match(line, /^[ \t]*#[ \t]*define[ \t]+[A-Za-z_][A-Za-z0-9_]*/)) {
		name = substr(line, 1, RLENGTH)
		sub(/.*[ \t]/, "", name)
		macros = macros name " "
		line = substr(line, RLENGTH + 1)
		if (line ~ /\/\*|[^A-Za-z0-9_ \t"'.,<>=!&|+-]/ || conditionals || depth)
			undone = undone name " "
		# Words in a string are nobody's names; who makes code of one stands alone.
		if (line !~ /^[ \t]*"[^"\\]*"[ \t]*$/)
			identifiers(line)
		return
	}
	if (match(line, /^[ \t]*#[ \t]*undef[ \t]+[A-Za-z_][A-Za-z0-9_]*/)) {
		name = substr(line, 1, RLENGTH)
		sub(/.*[ \t]/, "", name)
		note(name)
		macros = macros name " "
		undone = undone name " "
		return
	}
	if (line ~ /\/\*/)
		apart = 1
	if (line ~ /^[ \t]*#[ \t]*include[ \t]*[<"][^>"]*[>"]/) {
		line = header(line)
		if (conditionals || depth || items)
			apart = 1
		else if (!(line in known)) {
			if (includes == "" && !apart)
				leading = line
			includes = includes (includes == "" ? "" : " ") line
		}
		return
	}
	if (line ~ /^[ \t]*#[ \t]*(if|ifdef|ifndef)([^a-z]|$)/) {
		at[++conditionals] = depth
		tested = tested identifiers(line)
	} else if (line ~ /^[ \t]*#[ \t]*(elif|else|endif)([^a-z]|$)/) {
		if (!conditionals || at[conditionals] != depth)
			apart = 1
		if (line ~ /endif/ && conditionals)
			conditionals--
		tested = tested identifiers(line)
	} else if (line !~ /^[ \t]*#[ \t]*(error([^a-z]|$)|$)/) {
		apart = 1
	}
}

# The words of a directive, noted as the question's; strings count as well.
function identifiers(line,    list, i, all) {
	gsub(/[^A-Za-z0-9_]+/, " ", line)
	for (i = split(line, list, " "); i > 0; i--)
		if (list[i] ~ /^[A-Za-z_]/) {
			note(list[i])
			all = all list[i] " "
		}
	return all
}
