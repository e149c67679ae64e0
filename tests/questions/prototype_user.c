/* {"api": "prototype_user", "comment": "lives off those prototypes if it can"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int prototype_user_own;

int question(void)
{
	return prototype_twice(prototype_user_own++);
}
