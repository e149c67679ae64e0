/* {"api": "enum_same_1", "comment": "an enumerator that another has"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
enum { SAME_A, SAME_B };

int question(void)
{
	return SAME_B;
}
