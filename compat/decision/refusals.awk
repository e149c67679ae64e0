# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# What kshim.json says of APIs that have no route, in words: in, the document as json.awk
# flattens it; out, a line a symbol. Variable api: of that one alone, and of one of any role.

BEGIN { FS = "\t" }

{ split($1, at, ".") }

at[1] == "refused" && at[3] == "api" { name = $2 }
at[1] == "refused" && at[3] == "symbol" { symbol = $2 }
at[1] == "refused" && at[3] == "reason" && api == "" { tell() }

at[1] == "apis" && at[2] == api && at[3] == "verdict" { verdict = $2 }
at[1] == "apis" && at[2] == api && at[5] == "symbol" { name = api; symbol = $2 }
at[1] == "apis" && at[2] == api && at[5] == "reason" { tell() }

END {
	if (api != "" && !told)
		print api "() is " verdict " there."
}

function tell() {
	told = 1
	print name "() references " symbol ", which is " $2 "."
}
