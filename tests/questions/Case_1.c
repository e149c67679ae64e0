/* {"api": "Case_1", "comment": "capital letters and digits 0x1f"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(int a1, int b2x3)
{
	return a1 + 0x1fUL + b2x3;
}
