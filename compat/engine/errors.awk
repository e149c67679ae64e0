# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Reads what a compiler printed and says whose error it is. Out, lines:
#
#	error<TAB>NAME<TAB>MESSAGE	NAME's own; may come more than once
#	fence<TAB>NAME<TAB>MESSAGE	the parse went astray behind NAME
#	include<TAB><TAB>MESSAGE	the questions' own headers don't compile
#	fresh<TAB>WORD<TAB>MESSAGE	no header of the kernel declares WORD
#	lost<TAB><TAB>MESSAGE		an error that no question owns
#	void<TAB><TAB>MESSAGE		the compiler itself broke down
#
# An error is a question's when it stands under the question's line marker, or
# in a header when the lines around it lead to one: "inlined from", "in
# expansion of macro", "In function".

BEGIN { OFS = "\t" }

# Without a place in a source file it is the compiler that speaks of itself.
/internal compiler error: |PLEASE (ATTACH|submit)/ ||
/[Nn]o space left|[Ee]rror writing|[Cc]annot allocate|out of memory|Killed|unable to execute/ && !/:[0-9]+:[0-9]+: / {
	print "void", "", $0
}

/^In file included from / {
	flush()
	above = marked(substr($0, 23))
}
/^ +from / && marked(substr($0, index($0, "from ") + 5)) { above = 1 }

# What the assembler prints is about all functions in turn.
/: At top level:|[Aa]ssembler messages:/ { within = "" }

/: In function '/ {
	match($0, /: In function '[^']*'/)
	within = owner(substr($0, RSTART + 15, RLENGTH - 16))
	next
}

/^ *inlined from '/ {
	if (match($0, /'kshim_question_[A-Za-z0-9_]*/))
		within = owner(substr($0, RSTART + 1, RLENGTH - 1))
	next
}

/: (fatal )?error: |: Error: |: Fatal error: / {
	flush()
	message = $0
	sub(/^.*: ([Ff]atal )?[Ee]rror: /, "", message)
	if (!above && !marked($0)) {
		whose = within
		kind = whose == "" ? "lost" : "error"
	}
	above = 0
}

/: note: / && message != "" && kind == "lost" { marked($0) }

END { flush() }

function flush() {
	if (message != "")
		print kind, whose, message
	message = ""
}

function owner(symbol) {
	return sub(/^kshim_question_/, "", symbol) ? symbol : ""
}

# Does line stand under one of our markers? Sets kind and whose.
function marked(line) {
	if (!match(line, /^kshim-(question|fence|include|name):[A-Za-z0-9_]*/))
		return 0
	kind = substr(line, 7, RLENGTH - 6)
	whose = kind
	sub(/:.*/, "", kind)
	sub(/.*:/, "", whose)
	if (kind == "question")
		kind = "error"
	else if (kind == "name")
		kind = "fresh"
	return 1
}
