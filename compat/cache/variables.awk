# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Which cache variable holds the answer of a probe? In, TAB between the columns: configure's text
# (blocks.awk), what its log has of the variables (NAME ANSWER), the flags (CALL FILE FLAGS), and the
# probes (probes.awk), with the line of the last "checking" and a sum of their Makefiles. Out:
#
#	probe VARIABLE ANSWER FIRST LAST SOURCE TEMPLATE FLAGS
#	key NAME VALUE		the shell variable in a TEMPLATE
#
# The source conftest.c belongs to the check that builds it, behind that line; one with a name of its
# own to where its module is looked for. There nothing else may decide: as many ways to a no as
# to a yes. Nor is one taken that two probes claim, or whose answer was not that of its build.
#
# A project that builds many sources at once does not look at all of them: where one alternative is there
# it goes by the others, which the next kernel may need. Such a variable is not in the log. It has the
# answer of its build where it is decided in the same words as one that is in the log and has.

BEGIN { FS = OFS = "\t" }
FILENAME == ARGV[1] {
	if ($1 != "block" || $5 != $6 || $5 < 1)
		next
	if ($7 > 0 && $4 !~ /[$-]/)
		block[++blocks] = $2 OFS $4
	# Not every awk looks before it makes what is assigned to.
	if (split($8, list, " ") == 1) {
		other = (list[1] in tests) && tests[$8] != $4
		tests[$8] = other ? "-" : $4
		other = ($8 in shape) && shape[$8] != $9
		shape[$8] = other ? "-" : $9
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

# print_probe PROBE VARIABLE - unless its flags are not known.
function print_probe(i, v,    f) {
	if ((first[i], name[i]) in have)
		f = flags[first[i], name[i]]
	else if (setting[i] in by_setting)
		f = by_setting[setting[i]]
	else
		return
	print "probe", v, answer[i], first[i], last[i], source[i], templates[i], f
	split_template(templates[i])
	if (key != "")
		print "key", key, value[key]
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
		print_probe(i, v)
	}
	for (i = 1; i <= probes; i++) {
		unlogged_as[i] = ""
		if (of[i] == "" && templates[i] != "" && stem[i] != "conftest" && (shape[stem[i]] in trusted))
			unlogged_as[i] = unlogged(templates[i])
		if (unlogged_as[i] != "")
			claims[unlogged_as[i]]++
	}
	for (i = 1; i <= probes; i++)
		if (unlogged_as[i] != "" && claims[unlogged_as[i]] == 1)
			print_probe(i, unlogged_as[i])
}
