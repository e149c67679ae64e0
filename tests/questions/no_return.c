/* {"api": "no_return", "comment": "no result where one is due"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(int i)
{
	if (i)
		return 1;
}
