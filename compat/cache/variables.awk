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

# variable TEMPLATE - that of the log which it stands for: the only one.
function variable(template,    before, after, v, n, is) {
	if (template !~ /\$/)
		return (template in found) ? template : ""
	before = after = template
	sub(/\$.*/, "", before)
	sub(/.*\$\{?[A-Za-z_][A-Za-z0-9_]*\}?/, "", after)
	for (v in found)
		if (substr(v, 1, length(before)) == before && substr(v, length(v) - length(after) + 1) == after &&
		    substr(v, length(before) + 1, length(v) - length(before) - length(after)) ~ /^[0-9]+$/) {
			n++
			is = v
		}
	return n == 1 ? is : ""
}

END {
	for (i = 1; i <= probes; i++) {
		stem = name[i]
		sub(/\.c$/, "", stem)
		template = ""
		if (stem == "conftest") {
			for (b = 1; b <= blocks; b++) {
				split(block[b], part, OFS)
				if (part[1] + 0 >= line[i] + 0 && part[1] - line[i] < 8) {
					template = part[2]
					break
				}
			}
		} else if ((stem in tests) && tests[stem] != "-")
			template = tests[stem]
		of[i] = template == "" ? "" : variable(template)
		templates[i] = template
		if (of[i] != "")
			claims[of[i]]++
	}
	for (i = 1; i <= probes; i++) {
		v = of[i]
		if (v == "" || claims[v] != 1 || found[v] != (state[i] == "module" ? "yes" : "no"))
			continue
		if ((first[i], name[i]) in have)
			f = flags[first[i], name[i]]
		else if (setting[i] in by_setting)
			f = by_setting[setting[i]]
		else
			continue
		print "probe", v, found[v], first[i], last[i], source[i], templates[i], f
		if (match(templates[i], /\$\{?[A-Za-z_][A-Za-z0-9_]*/)) {
			key = substr(templates[i], RSTART, RLENGTH)
			rest = substr(templates[i], RSTART + RLENGTH)
			sub(/^\}/, "", rest)
			gsub(/[${]/, "", key)
			print "key", key, substr(v, RSTART, length(v) - RSTART + 1 - length(rest))
		}
	}
}
