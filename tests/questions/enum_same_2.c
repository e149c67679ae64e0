/* {"api": "enum_same_2", "comment": "an enumerator that another has"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
enum same_enum { SAME_B = 7 };

int question(void)
{
	return SAME_B;
}
