# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Makes a question of each stanza of the catalogue (variable catalogue): does the target
# kernel declare the symbol with this very type, and has it none of the options that the stanza
# excludes? Writes DIRECTORY/form_NAME.c. Needs stanzas.awk.

BEGIN {
	for (n = read_stanzas(catalogue); n > 0; n--) {
		name = stanza[n, "Name"]
		file = directory "/form_" name ".c"
		print "/* {\"api\": \"form_" name "\"} */" > file
		print "void question(void)\n{" > file
		printf "\t_Static_assert(__builtin_types_compatible_p(__typeof__(%s), %s), \"another form\");\n", \
			stanza[n, "Symbol"], stanza[n, "Type"] > file
		for (i = split(stanza[n, "Unless"], option, " "); i > 0; i--)
			printf "\t_Static_assert(!IS_ENABLED(%s), \"configured otherwise\");\n", option[i] > file
		print "}" > file
		close(file)
	}
}
