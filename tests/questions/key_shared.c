/* {"api": "key_shared", "comment": "the same key"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
DECLARE_STATIC_KEY_FALSE(key_only_of_nobody);
int question(int i)
{
	if (static_branch_likely(&key_only_of_nobody))
		i--;
	return i;
}
