/* {"api": "key_local", "comment": "a static key of its own"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(int i)
{
	static DEFINE_STATIC_KEY_FALSE(key_local);

	if (static_branch_unlikely(&key_local))
		i++;
	return i;
}
