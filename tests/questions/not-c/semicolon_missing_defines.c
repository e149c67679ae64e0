/* {"api": "semicolon_missing_defines", "comment": "a semicolon is missing, and a macro's text has a word that no kernel knows"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#define PACKAGE_OF_NOBODY "word_of_nobody"
int question(void)
{
	return 0
}
