# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# A probe becomes a question. In: its source, as it was compiled; NAME and FLAGS in the
# environment. Out: the question file. Nothing is changed but this: the first line is the
# question's JSON; the first main function is named question, wherever it is named, and there is
# an empty one where a probe has declarations only; what a module says of itself
# (MODULE_LICENSE and its kin) is left out.

BEGIN {
	n = length(ENVIRON["FLAGS"])
	for (i = 1; i <= n; i++) {
		c = substr(ENVIRON["FLAGS"], i, 1)
		flags = flags (c == "\\" || c == "\"" ? "\\" : "") c
	}
	printf "/* {\"api\": \"%s\"%s} */\n", ENVIRON["NAME"], (flags == "" ? "" : ", \"flags\": \"" flags "\"")
}
/^\/\* (end )?confdefs\.h\.? *\*\/$/ { next }
/^[ \t]*MODULE_(LICENSE|DESCRIPTION|AUTHOR|VERSION)[ \t]*\(.*\);?[ \t]*$/ { next }
/^[ \t]*((static |extern )?[a-z][a-z0-9_ *]* \**)?(main|conftest[a-z0-9_]*) ?\(/ && main == "" {
	match($0, /(main|conftest[a-z0-9_]*) ?\(/)
	main = substr($0, RSTART, RLENGTH - 1)
	sub(/ $/, "", main)
}
{ text[++lines] = $0 }

function renamed(line,    out) {
	while (match(line, /[A-Za-z_][A-Za-z0-9_]*/)) {
		out = out substr(line, 1, RSTART - 1) \
			(substr(line, RSTART, RLENGTH) == main ? "question" : substr(line, RSTART, RLENGTH))
		line = substr(line, RSTART + RLENGTH)
	}
	return out line
}

END {
	for (i = 1; i <= lines; i++)
		print renamed(text[i])
	if (main == "")
		print "void question(void)\n{\n}"
}
