# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The probes that a recording holds, in the order in which they were first seen. In: the files
# calls/N/outcome of the recording make, by N. Out, a line a probe, TAB between the columns:
#
#	FIRST LAST SOURCE STATE
#
# FIRST is the call that brought the source along, LAST the one that saw it last: a project
# that asks many at once compiles them in one call and hands them to modpost in another. STATE
# is the last one. A source that comes again in another call is the same probe.

BEGIN { FS = "\t" }
FNR == 1 {
	n = split(FILENAME, part, "/")
	call = part[n - 1]
}
{
	key = $1 " " $2 " " $3
	if (!(key in first)) {
		first[key] = call
		order[++probes] = key
	}
	last[key] = call
	source[key] = $3
	state[key] = $4
}
END {
	for (i = 1; i <= probes; i++)
		print first[order[i]] "\t" last[order[i]] "\t" source[order[i]] "\t" state[order[i]]
}
