# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Reads a configure that autoconf made (2.59 to 2.73). Out, TAB between the columns: for each place
# where it looks into its cache and otherwise finds out,
#
#	block START END NAME YES NO CALLS FILES SYMBOL SHAPE
#
# its first and last line; the variable, be it with shell variables in its name; how often it becomes
# yes and no there; how many lines call kbuild; the modules whose files it tests (NAME.ko); the symbol, if it
# says no where there is no such module, and otherwise looks for that symbol in a table of exports, else -;
# and, where the module is one, its text with @ for that name and % for the symbol and the sources that may
# export it, blanks being all alike: two blocks of one shape decide in the same way. For each macro that it
# may define
#
#	macro NAME VARIABLE
#
# the cache variable that stands before it within one check, or -. And for each source that it writes only
# where a cache variable is empty
#
#	unset VARIABLE NAME
#
# the source's name without .c, those of one variable in their order.

# What the words of a line assign.
function assigned(line,    word) {
	if (match(line, /^[ \t]*[A-Za-z_][A-Za-z0-9_]*="[^"]*"$/)) {
		word = substr(line, RSTART, RLENGTH - 1)
		sub(/^[ \t]*/, "", word)
		value[substr(word, 1, index(word, "=") - 1)] = substr(word, index(word, "=") + 2)
	}
}

# replaced TEXT WORD BY - TEXT with BY for each WORD.
function replaced(text, word, by,    i, done) {
	while (i = index(text, word)) {
		done = done substr(text, 1, i - 1) by
		text = substr(text, i + length(word))
	}
	return done text
}

function close_block(    i, files, shape, symbol, written) {
	if (!start)
		return
	symbol = "-"
	for (i in file)
		files = files (files == "" ? "" : " ") i
	if (split(files, list, " ") == 1) {
		shape = replaced(text, files, "@")
		gsub(/[ \t]+/, " ", shape)
		if (substr(shape, index(shape, " if ")) ~ /^ if (! test|test !) -f [^ ;]*@\.ko *;? *then *:? *(eval "\$)?[A-Za-z0-9_@]+=no"? / &&
		    match(text, /grep [^|;]*'\[\[:space:\]\][A-Za-z_][A-Za-z0-9_]*\[\[:space:\]\]'/)) {
			symbol = substr(text, RSTART, RLENGTH)
			sub(/\[\[:space:\]\]'$/, "", symbol)
			sub(/.*\]/, "", symbol)
			written = replaced(symbol, files, "@")
			shape = replaced(replaced(shape, "]" written "[", "]%["), "(" written ")", "(%)")
			gsub(/ in [^;$]*; do/, " in %; do", shape)
		}
	}
	print "block\t" start "\t" (NR - 1) "\t" name "\t" yes "\t" no "\t" calls "\t" files "\t" symbol "\t" shape
	start = 0
}

# How often is word in line, not as a part of a longer one?
function count(line, word,    n, at, before, after) {
	while (at = index(line, word)) {
		before = substr(line, at - 1, at > 1)
		after = substr(line, at + length(word), 1)
		n += before !~ /[A-Za-z0-9_]/ && after !~ /[A-Za-z0-9_]/
		line = substr(line, at + length(word))
	}
	return n + 0
}

{ assigned($0) }

# A source that is written where a variable is empty; another one may hold its name.
/^[ \t]*eval "[A-Za-z_][A-Za-z0-9_]*=\\\$\$[A-Za-z_][A-Za-z0-9_]*"$/ {
	split($0, part, /[="\\$]+/)
	holder[part[2]] = part[3]
}
/^[ \t]*if test "x\$[A-Za-z_][A-Za-z0-9_]*" = "?x"?[ \t]*(;[ \t]*then.*)?$/ {
	split($0, part, /[$"]+/)
	unset = part[3]
	assigning = (unset in holder) ? holder[unset] : unset
	if (unset in holder)
		unset = (assigning in value) ? value[assigning] : ""
}
unset != "" && ($0 ~ "^[ \t]*" assigning "=" || />&5$/) { unset = "" }
unset ~ /_cv_/ && /<<[ \t]*\\?_ACEOF/ && match($0, />[ \t]*[^ \t<>]+\.c([ \t]|$)/) {
	source = substr($0, RSTART, RLENGTH)
	sub(/\.c[ \t]*$/, "", source)
	sub(/.*[\/> \t]/, "", source)
	print "unset\t" unset "\t" source
}

# The look into the cache, and that it says so.
/^[ \t]*if .*\$\{\$?[A-Za-z_][A-Za-z0-9_]*\+(y|:|set)\}/ {
	look = $0
	looked = NR
	sub(/\+(y|:|set)\}.*/, "", look)
	sub(/.*\$\{/, "", look)
}
/\(cached\)/ && looked && NR - looked < 4 {
	close_block()
	start = looked
	word = look
	name = look
	if (sub(/^\$/, "", name))
		name = (name in value) ? value[name] : "-"
	current = name
	yes = no = calls = 0
	split("", file)
	looked = 0
	text = ""
}
/: checking / && />&5$/ {
	close_block()
	current = ""
}
/: result: / && />&5$/ { close_block() }
start {
	text = text " " $0
	yes += count($0, word "=yes")
	no += count($0, word "=no")
	if ($0 ~ /[ \t]M=/)
		calls++
	line = $0
	while (match(line, /[A-Za-z0-9_]+\.ko([^A-Za-z0-9_]|$)/)) {
		stem = substr(line, RSTART, RLENGTH)
		sub(/\.ko.*/, "", stem)
		file[stem] = 1
		line = substr(line, RSTART + RLENGTH)
	}
}

/>>[ \t]*confdefs\.h[ \t]+<<[ \t]*\\?_ACEOF/ { defines = 1; next }
/^_ACEOF$/ { defines = 0 }
match($0, /#define [A-Za-z_][A-Za-z0-9_]*/) && (defines || />>[ \t]*confdefs\.h/) {
	macro = substr($0, RSTART + 8, RLENGTH - 8)
	definer = current == "" ? "-" : current
	if (macro in by && by[macro] != definer)
		definer = "-"
	by[macro] = definer
}

END {
	close_block()
	for (macro in by)
		print "macro\t" macro "\t" by[macro]
}
