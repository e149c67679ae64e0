# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Which cache variable holds the answer of a probe? In, TAB between the columns: configure's text
# (blocks.awk), what its log has of the variables (NAME ANSWER), the flags (CALL FILE FLAGS), and the
# probes (probes.awk), with the line of the last "checking" and a sum of their Makefiles. Out:
#
#	probe VARIABLE ANSWER FIRST LAST SOURCE TEMPLATE SYMBOL FLAGS
#	key NAME VALUE		the shell variable in a TEMPLATE
#
# The source conftest.c belongs to the check that builds it, behind that line; one with a name of its
# own to where its module is looked for. There nothing else may decide: as many ways to a no as
# to a yes. Nor is one taken that two probes claim, or whose answer was not that of its build.
#
# A project that builds many sources at once does not look at all of them: where one alternative is there
# it goes by the others, which the next kernel may need. Such a variable is not in the log. It has the
# answer of its build where it is decided in the same words as one that is in the log and has. Nor does it look
# at one whose only use is that source and twin are not written where it is set: such a one is taken, too, since
# both are built again otherwise; but none of a source beside which another one would be missed that is not.

BEGIN { FS = OFS = "\t" }
FILENAME == ARGV[1] {
	if ($1 == "unset" && !(($2, $3) in beside)) {
		beside[$2, $3]
		if (!($2 in together))
			writes[$3] = $2
		together[$2] = together[$2] " " $3
	}
	if ($1 == "block")
		looked[$4]
	if ($1 != "block" || ($5 != $6 || $5 < 1) && ($9 == "-" || $7))
		next
	if ($7 > 0 && $4 !~ /[$-]/)
		block[++blocks] = $2 OFS $4
	# Not every awk looks before it makes what is assigned to.
	if (split($8, list, " ") == 1) {
		other = (list[1] in tests) && tests[$8] != $4
		tests[$8] = other ? "-" : $4
		other = ($8 in shape) && shape[$8] != $10
		shape[$8] = other ? "-" : $10
		symbol[$8] = $9
	}
	next
}
FILENAME == ARGV[2] {
	found[$1] = $2
	next
}
FILENAME == ARGV[3] {
	flags[$1, $2] = $3
	have[$1, $2]
	next
}
{
	probes++
	first[probes] = $1
	last[probes] = $2
	source[probes] = $3
	state[probes] = $4
	line[probes] = $5
	setting[probes] = $6
	file = $3
	sub(/.*\//, "", file)
	name[probes] = file
	if (($1, file) in have && !($6 in by_setting))
		by_setting[$6] = flags[$1, file]
}

# split_template TEMPLATE - set before, key and after: a shell variable in it, and what stands around that; key
# is empty where there is none.
function split_template(template) {
	before = template
	key = after = ""
	if (match(template, /\$(\{[A-Za-z_][A-Za-z0-9_]*\}|[A-Za-z_][A-Za-z0-9_]*)/)) {
		before = substr(template, 1, RSTART - 1)
		key = substr(template, RSTART, RLENGTH)
		after = substr(template, RSTART + RLENGTH)
		gsub(/[${}]/, "", key)
	}
}

# between VARIABLE - what a variable has where the template that was split has its key.
function between(v) {
	return substr(v, length(before) + 1, length(v) - length(before) - length(after))
}

# variable TEMPLATE - that of the log which it stands for: the only one.
function variable(template,    v, n, is) {
	split_template(template)
	if (key == "")
		return (template in found) ? template : ""
	for (v in found)
		if (substr(v, 1, length(before)) == before && substr(v, length(v) - length(after) + 1) == after &&
		    between(v) ~ /^[0-9]+$/) {
			n++
			is = v
		}
	return n == 1 ? is : ""
}

# unlogged TEMPLATE - that which it stands for and which the log does not have.
function unlogged(template) {
	split_template(template)
	if (key != "" && !(key in value))
		return ""
	template = before (key == "" ? "" : value[key]) after
	return (template in found) || template ~ /\$/ ? "" : template
}

# flags_of PROBE - what it adds to kbuild's own; known tells whether that is.
function flags_of(i) {
	known = 1
	if ((first[i], name[i]) in have)
		return flags[first[i], name[i]]
	if (setting[i] in by_setting)
		return by_setting[setting[i]]
	known = 0
}

# take PROBE VARIABLE - unless its flags are not known.
function take(i, v) {
	flags_of(i)
	if (known) {
		taken[i] = v
		is_taken[stem[i]]
	}
}

# misses PROBE - would a source not be written with it that is looked for, and isn't taken?
function misses(i,    list, j) {
	for (j = split(together[templates[i]], list, " "); j > 0; j--)
		if ((list[j] in asked) && (list[j] in tests) && !(list[j] in is_taken))
			return 1
	return 0
}

END {
	for (i = 1; i <= probes; i++) {
		stem[i] = name[i]
		sub(/\.c$/, "", stem[i])
		template = ""
		if (stem[i] == "conftest") {
			for (b = 1; b <= blocks; b++) {
				split(block[b], part, OFS)
				if (part[1] + 0 >= line[i] + 0 && part[1] - line[i] < 8) {
					template = part[2]
					break
				}
			}
		} else if ((stem[i] in tests) && tests[stem[i]] != "-")
			template = tests[stem[i]]
		asked[stem[i]]
		of[i] = template == "" ? "" : variable(template)
		templates[i] = template
		if (of[i] != "")
			claims[of[i]]++
	}
	for (i = 1; i <= probes; i++) {
		v = of[i]
		answer[i] = state[i] == "module" ? "yes" : "no"
		if (v == "" || claims[v] != 1 || found[v] != answer[i])
			continue
		split_template(templates[i])
		if (key != "")
			value[key] = between(v)
		if (stem[i] != "conftest" && shape[stem[i]] != "-")
			trusted[shape[stem[i]]]
		take(i, v)
	}
	for (i = 1; i <= probes; i++) {
		unlogged_as[i] = ""
		if (of[i] == "" && templates[i] != "" && stem[i] != "conftest" && (shape[stem[i]] in trusted))
			unlogged_as[i] = unlogged(templates[i])
		else if (templates[i] == "" && (stem[i] in writes) && !(writes[stem[i]] in looked)) {
			templates[i] = writes[stem[i]]
			unlogged_as[i] = unlogged(templates[i])
		}
		if (unlogged_as[i] != "")
			claims[unlogged_as[i]]++
	}
	for (i = 1; i <= probes; i++)
		if (unlogged_as[i] != "" && claims[unlogged_as[i]] == 1)
			take(i, unlogged_as[i])
	for (i = 1; i <= probes; i++) {
		if (!(i in taken) || misses(i))
			continue
		decides = (stem[i] in symbol) ? symbol[stem[i]] : "-"
		print "probe", taken[i], answer[i], first[i], last[i], source[i], templates[i], decides, flags_of(i)
		split_template(templates[i])
		if (key != "")
			print "key", key, value[key]
	}
}
