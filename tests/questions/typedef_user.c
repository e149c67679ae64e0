/* {"api": "typedef_user", "comment": "lives off a typedef of others"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int typedef_user_own;

int question(void)
{
	return sizeof(same_t) + typedef_user_own++;
}
