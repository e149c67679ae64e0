/* {"api": "absent_macro", "comment": "a macro that no kernel has"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(void)
{
	return NOBODY_HAS_THIS;
}
