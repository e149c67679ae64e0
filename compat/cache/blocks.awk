# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Reads a configure that autoconf made (2.59 to 2.72). Out, TAB between the columns: for each place
# where it looks into its cache and otherwise finds out,
#
#	block START END NAME YES NO CALLS FILES SHAPE
#
# its first and last line; the variable, be it with shell variables in its name; how often it becomes
# yes and no there; how many lines call kbuild; the modules whose files it tests (NAME.ko); and, where that
# is one, its text with @ for that name, blanks being all alike: two blocks of one shape decide in the
# same way. And for each macro that it may define
#
#	macro NAME VARIABLE
#
# the cache variable that stands before it within one check, or -.

# What the words of a line assign.
function assigned(line,    word) {
	if (match(line, /^[ \t]*[A-Za-z_][A-Za-z0-9_]*="[^"]*"$/)) {
		word = substr(line, RSTART, RLENGTH - 1)
		sub(/^[ \t]*/, "", word)
		value[substr(word, 1, index(word, "=") - 1)] = substr(word, index(word, "=") + 2)
	}
}

function close_block(    i, n, files, shape) {
	if (!start)
		return
	for (i in file)
		files = files (files == "" ? "" : " ") i
	if (split(files, list, " ") == 1) {
		n = length(files)
		while (i = index(text, files)) {
			shape = shape substr(text, 1, i - 1) "@"
			text = substr(text, i + n)
		}
		shape = shape text
		gsub(/[ \t]+/, " ", shape)
	}
	print "block\t" start "\t" (NR - 1) "\t" name "\t" yes "\t" no "\t" calls "\t" files "\t" shape
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
