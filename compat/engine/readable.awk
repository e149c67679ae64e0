# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Answers (see verdicts.awk) for people: for whom they hold, then a line a question, its name, its
# verdict and why.

BEGIN {
	FS = "\t"
	export["gpl"] = "is GPL-only"
	export["missing"] = "is exported by nobody"
}

$1 == "target" && $2 == "release" { release = $3 }
$1 == "license" { license = $2 }

$1 == "question" {
	names[++n] = $2
	verdict[$2] = $3
	reason[$2] = $4
	if (length($2) > width)
		width = length($2)
}

$1 == "dependency" && $7 != "plain" {
	why[$2] = why[$2] (why[$2] == "" ? "" : ", ") $3 " " \
		($7 == "namespace" ? "is in the namespace " $6 : export[$7])
}

END {
	print "Linux " release ", for a module under the licence \"" license "\":"
	for (i = 1; i <= n; i++) {
		name = names[i]
		line = sprintf("%-" width "s %s", name, verdict[name])
		said = reason[name] != "" ? reason[name] : why[name]
		print line (said == "" ? "" : ": " said)
	}
}
