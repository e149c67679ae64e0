# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Prints the stanzas of FILE: lines "N KEY=VALUE". Behind compat/decision/stanzas.awk.
BEGIN {
	if (!read_stanzas(file))
		print "none"
	for (key in stanza) {
		split(key, at, SUBSEP)
		print at[1] " " at[2] "=" stanza[key]
	}
}
