/* {"api": "helper_same_3", "comment": "its static helper has the name of two others'"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int helper(void *v)
{
	nobody_has_this(v);
	return 3;
}

int question(void *v)
{
	return helper(v);
}
