/* {"api": "prototype_twice_2", "comment": "declares, as another does, a function that nobody defines"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int prototype_twice(int);

int question(void)
{
	return prototype_twice(2);
}
