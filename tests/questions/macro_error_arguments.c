/* {"api": "macro_error_arguments", "comment": "a macro with too many arguments"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(int i)
{
	BUG_ON(i, 2);
}
