/* {"api": "enum_user", "comment": "lives off an enumerator of others"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int enum_user_own;

int question(void)
{
	return SAME_B + enum_user_own++;
}
