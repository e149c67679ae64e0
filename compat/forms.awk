# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Makes a question of each stanza of the catalogue: does the target kernel
# declare the symbol with this very type? Writes DIRECTORY/form_NAME.c.

BEGIN { RS = ""; FS = "\n" }

{
	name = field("Name")
	if (name == "")
		next
	file = directory "/form_" name ".c"
	print "/* {\"api\": \"form_" name "\"} */" > file
	print "void question(void)\n{" > file
	printf "\t_Static_assert(__builtin_types_compatible_p(__typeof__(%s), %s), \"another form\");\n", \
		field("Symbol"), field("Type") > file
	print "}" > file
	close(file)
}

function field(key,    i) {
	for (i = 1; i <= NF; i++)
		if (index($i, key ": ") == 1)
			return substr($i, length(key) + 3)
	return ""
}
