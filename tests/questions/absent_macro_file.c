/* {"api": "absent_macro_file", "comment": "the same at file scope"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int absent_macro_file_own = NOBODY_HAS_THIS;

int question(void)
{
	return absent_macro_file_own++;
}
