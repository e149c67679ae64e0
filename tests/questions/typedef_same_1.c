/* {"api": "typedef_same_1", "comment": "a typedef that another has, equal or not"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
typedef int same_t;

int question(void)
{
	return sizeof(same_t);
}
