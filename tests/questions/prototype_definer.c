/* {"api": "prototype_definer", "comment": "defines what others only declare"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int prototype_twice(int i)
{
	rcu_read_lock();
	return i;
}

int question(void)
{
	return prototype_twice(1);
}
