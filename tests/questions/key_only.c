/* {"api": "key_only", "comment": "a static key that stands in the jump table alone"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
DECLARE_STATIC_KEY_FALSE(key_only_of_nobody);
int question(int i)
{
	if (static_branch_unlikely(&key_only_of_nobody))
		i++;
	return i;
}
