/* {"api": "struct_user", "comment": "lives off a struct of others"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int struct_user_own;

int question(struct same_tag *s)
{
	return sizeof(*s) + struct_user_own++;
}
