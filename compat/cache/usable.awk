# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Which answers of a target kernel may be handed over? In: answers (cache_ask), then what was learnt
# (cache.sh); the variable key. Out: lines VARIABLE ANSWER, TAB between the columns.
#
# Not one that was got under other macros: a probe that names one is used when the variables by which
# the macro is defined are as they were when it was learnt. Of twins both or none, since they are made
# together. Of a build that asks many one is left for it to ask, since a build of nothing is an error
# of some; and one at least in all, which shows later whether configure and the engine still agree.
FILENAME == ARGV[1] { answer[$1] = $2; next }
{
	order[++n] = $2
	variable[$2] = $3
	learnt[$3] = $4
	group[$2] = $7
	twin[$2] = $8
	needs[$2] = $9
	flags[$2] = $10
	by[$3] = $2
}

function usable(name, depth,    list, i) {
	if (!(name in answer) || depth > 20 || variable[name] ~ /@KEY@/ && key == "")
		return 0
	for (i = split(needs[name], list, " "); i > 0; i--)
		if (!(list[i] in by) || answer[by[list[i]]] != learnt[list[i]] || !usable(by[list[i]], depth + 1))
			return 0
	return 1
}

END {
	for (i = 1; i <= n; i++)
		good[order[i]] = usable(order[i], 0)
	for (i = 1; i <= n; i++)
		if (twin[order[i]] != "-" && !good[twin[order[i]]])
			good[order[i]] = 0
	if (!all)
		for (i = n; i > 0; i--)
			leave(order[i])
	for (i = 1; i <= n; i++) {
		name = order[i]
		if (good[name] && left[group[name]] != name) {
			gsub(/@KEY@/, key, variable[name])
			print variable[name], answer[name]
		}
	}
}

# Is it the best of its build to be left, so far? It brings no twin along, and what is built tells its flags.
function leave(name,    worth, g) {
	g = group[name]
	if (!good[name] || twin[name] != "-" || needs[name] != "")
		return
	worth = 1 + (answer[name] == "yes") + (answer[name] == "yes" && flags[name] != "")
	if (worth >= best[g] + 0) {
		best[g] = worth
		left[g] = name
	}
}
