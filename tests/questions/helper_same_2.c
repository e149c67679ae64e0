/* {"api": "helper_same_2", "comment": "its static helper has the name of two others'"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int helper(void *v)
{
	rcu_read_lock();
	return 2;
}

int question(void *v)
{
	return helper(v);
}
