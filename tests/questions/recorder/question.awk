# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# A probe becomes a question. In: its source, as it was compiled; NAME and FLAGS in the
# environment. Out: the question file. Nothing is changed but this: the first line is the
# question's JSON; the main function is named question, and there is an empty one where a probe
# has declarations only; what a module says of itself (MODULE_LICENSE and its kin) is left out.

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
/^[ \t]*((static |extern )?[a-z][a-z0-9_ *]* \**)?(main|conftest[a-z0-9_]*) ?\(/ {
	sub(/(main|conftest[a-z0-9_]*) ?\(/, "question(")
	functions++
}
{ print }
END {
	if (!functions)
		print "void question(void)\n{\n}"
}
