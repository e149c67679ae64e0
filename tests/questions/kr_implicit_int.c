/* {"api": "kr_implicit_int", "comment": "no type at all"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
question(void)
{
	return 1;
}
