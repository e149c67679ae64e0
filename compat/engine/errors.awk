# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Reads what a compiler printed of a unit (unit.awk) and says whose each error is. Out, a line an
# error, TAB between the columns:
#
#	error ID REASON HOW	the question's own. HOW is "sure"; "syntax" for one of syntax; "doubt" when
#				it may be owed to neighbours: it stands not in its text, or speaks of
#				another declaration
#	astray ID REASON syntax	the parse went astray behind the question
#	fresh WORD		no header of the kernel declares WORD
#	headers - REASON	one of the headers that the questions ask for isn't there
#	missing NUMBER		that one, where the others are to be included all the same
#	lost - REASON		it can't be told whose it is
#
# An error has a place. Where that is a header, what stands above tells in which function: "In
# function", and of what was inlined "inlined from". What else a compiler prints about the way
# to a place ("In file included from", notes) is about some error or other, and it is not always
# said of which, so none of that counts.

BEGIN { OFS = "\t" }

# What the assembler prints is about all functions in turn.
/: At top level:|[Aa]ssembler messages:/ { within = "" }

/(^|: )In function '/ {
	match($0, /In function '[^']*'/)
	within = owner(substr($0, RSTART + 13, RLENGTH - 14))
	next
}

/^ *inlined from '/ {
	match($0, /'[^']*'/)
	if (owner(substr($0, RSTART + 1, RLENGTH - 2)) != "")
		within = owner(substr($0, RSTART + 1, RLENGTH - 2))
	next
}

/: (fatal )?error: |: Error: |: Fatal error: / {
	match($0, /: (fatal )?error: |: Error: |: Fatal error: /)
	place = substr($0, 1, RSTART - 1)
	message = cleaned(substr($0, RSTART + RLENGTH))
	how = "doubt"
	if (message ~ /^(expected|stray|missing terminating|unterminated|extraneous) |^#[a-z]+ without #/)
		how = "syntax"
	else if (message !~ /conflicting|redefinition|redeclar|previous|follows/)
		how = "sure"
	split(place, part, ":")
	if (part[1] == "kshim-question" && message ~ /: No such file or directory$|file not found$/)
		print "error", part[2], message, "sure"
	else if (part[1] == "kshim-question")
		print "error", part[2], "line " part[3] ": " message, how
	else if (part[1] == "kshim-fence")
		print "astray", part[2], "its end: " message, "syntax"
	else if (part[1] == "kshim-name")
		print "fresh", part[2]
	else if (part[1] == "kshim-missing")
		print "missing", part[2]
	else if (part[1] == "kshim-include")
		print "headers", "-", message
	else if (within != "")
		print "error", within, header(place) message, how == "syntax" ? how : "doubt"
	else
		print "lost", "-", header(place) message
}

# "./include/linux/net.h:260:5" is "linux/net.h:260: "; the rest is this machine's business.
function header(place) {
	sub(/^.*\/include\//, "", place)
	if (place !~ /:[0-9]+:[0-9]+$/)
		return place ": "
	sub(/:[0-9]+$/, "", place)
	return place ": "
}

# Without what depends on neighbours or on chance: marks, names like the one that is wrong, and
# the piece of a pointer that gcc prints for what has no name.
function cleaned(text) {
	gsub(/<U[ 0-9a-f][ 0-9a-f][ 0-9a-f][ 0-9a-f]>/, "<anonymous>", text)
	gsub(/_kshim_([0-9]+|pass|fail|reference)_/, "", text)
	gsub(/\t/, " ", text)
	sub(/[;,] did you mean .*/, "", text)
	sub(/ \[-W[^]]*\]$/, "", text)
	return text
}

function owner(name) {
	return match(name, /_kshim_([0-9]+|pass|fail|reference)_/) ? substr(name, RSTART + 7, RLENGTH - 8) : ""
}
