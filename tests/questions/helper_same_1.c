/* {"api": "helper_same_1", "comment": "its static helper has the name of two others'"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int helper(void *v)
{
	kfree(v);
	return 1;
}

int question(void *v)
{
	return helper(v);
}
