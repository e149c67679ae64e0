# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Deals questions out: who is compiled together, and who alone? In: which of the names that they declare the
# kernel's headers hold, one a line (KNOWN, a file in the environment), and the plan of questions.awk.
# Out, in FOLDER (environment): files unit.1, unit.2, ... of those who share flags and headers,
# in order of their first question, and the file alone; and the file strangers, ID WORDS: of questions without
# conditionals, the words that they don't introduce themselves. A line a question, TAB between the columns:
#
#	ID FILE FLAGS INCLUDES	FLAGS is a number here: the file flags.NUMBER holds them
#	RENAMED			names that it declares and no header knows: in its text they
#				are given names of their own
#	DROPPED			macros that it defines, does not use, and no header knows
#	UNDONE			macros that it defines and no header knows, behind its text
#	OWN			names that it may declare, and that a header holds (see DECLARED in
#				questions.awk)
#	CONTESTED		those of them that another of the unit speaks of
#	WORDS INTRODUCED	see questions.awk
#	LEADING			the first of INCLUDES, if it may stand before its text, since no macro of
#				its own means anything to it
#
# A name that stands in no header has no meaning but the question's own, whatever it is used
# for. So it can be renamed, and a macro of that name concerns nobody else. A contested one is
# renamed, too, if it looks like a function or variable; whether that was right shows in the parse:
# no header may declare it, and no error may be about it. But where it is a tag or a member as well
# ("struct file *file"), that is a header's, and would be renamed with it: such a question is asked
# alone.

BEGIN {
	FS = OFS = "\t"
	folder = ENVIRON["FOLDER"]
	while ((getline word < ENVIRON["KNOWN"]) > 0)
		known[word] = 1
}

# It has the answer of another one.
$16 != "" { next }

{
	id = $1
	if (!($4 in flags)) {
		flags[$4] = ++sets
		printf "%s\n", $4 > (folder "/flags." sets)
		close(folder "/flags." sets)
	}
	split_words($10, word_of)
	renamed = dropped = undone = own = ""
	alone = $6
	pinned = 0
	split("", in_macros)
	split("", once)
	for (i = split($8, list, " "); i > 0; i--)
		in_macros[list[i]] = 1
	for (name in in_macros) {
		used = name in word_of
		if (name in known)
			alone = pinned = 1
		else if (!used)
			dropped = dropped name " "
		else
			undone = undone name " "
	}
	for (i = split($9, list, " "); i > 0; i--)
		if (list[i] in word_of)
			alone = 1
	split_words($11, tested)
	for (i = split($7, list, " "); i > 0; i--) {
		name = list[i]
		sub(/^(tag|type):/, "", name)
		if (list[i] in once)
			continue
		once[list[i]] = 1
		if (name == "question" || name in in_macros)
			continue
		if (!(name in known)) {
			if (name in tested)
				alone = 1
			else if (!(("renamed", name) in once))
				renamed = renamed name " "
			once["renamed", name] = 1
		} else {
			own = own list[i] " "
		}
	}
	head[++lines] = id OFS $3 OFS flags[$4] OFS $5 OFS renamed
	tail[lines] = dropped OFS undone OFS own
	owned[lines] = own
	words[lines] = $10
	introduced[lines] = $12
	otherwise[lines] = $14
	leading[lines] = pinned ? "" : $15
	if (alone) {
		unit[lines] = "alone"
		next
	}
	if ($11 == "")
		strangers(id, word_of, in_macros)
	key = $4 SUBSEP $5
	if (!(key in unit_of)) {
		unit_of[key] = ++units
		flags_of[units] = flags[$4]
	}
	unit[lines] = unit_of[key]
	size[unit[lines]]++
	for (name in word_of)
		askers[unit[lines], name]++
}

END {
	for (l = 1; l <= lines; l++) {
		u = unit[l]
		found_of[l] = u == "alone" ? "" : contested(u, owned[l])
		plain_of[l] = " " found_of[l]
		gsub(/ (tag|type):[^ ]*/, "", plain_of[l])
		if (is_otherwise(plain_of[l], otherwise[l])) {
			size[u]--
			unit[l] = "alone"
		}
	}
	# Two compiler runs for a unit, or one a question: few are no unit. But the first one with
	# its flags brings the control questions along, if need be without any other.
	for (u = 1; u <= units; u++)
		if (size[u] > 2)
			served[flags_of[u]] = together[u] = 1
	for (u = 1; u <= units; u++)
		if (size[u] > 0 && !(flags_of[u] in served))
			served[flags_of[u]] = together[u] = 1
	for (l = 1; l <= lines; l++) {
		u = unit[l]
		if (u in together)
			print head[l] substr(plain_of[l], 2), tail[l], found_of[l], words[l], introduced[l], leading[l] > (folder "/unit." u)
		else
			print head[l], tail[l], "", words[l], introduced[l], leading[l] > (folder "/alone")
	}
}

# Is one of the names a tag or a member, too?
function is_otherwise(names, others,    list, i, other) {
	split_words(others, other)
	for (i = split(names, list, " "); i > 0; i--)
		if (list[i] in other)
			return 1
	return 0
}

function strangers(id, words, macros,    list, i, own, word, found) {
	split_words($12, own)
	for (i = split($7, list, " "); i > 0; i--) {
		sub(/^(tag|type):/, "", list[i])
		own[list[i]] = 1
	}
	for (word in words)
		if (!(word in own) && !(word in macros))
			found = found " " word
	if (found != "")
		print id, found > (folder "/strangers")
}

function contested(u, own,    list, i, name, found) {
	for (i = split(own, list, " "); i > 0; i--) {
		name = list[i]
		sub(/^(tag|type):/, "", name)
		if (askers[u, name] > 1)
			found = found list[i] " "
	}
	return found
}

function split_words(text, into,    list, i) {
	split("", into)
	for (i = split(text, list, " "); i > 0; i--)
		into[list[i]] = 1
}
