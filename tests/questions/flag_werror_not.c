/* {"api": "flag_werror_not", "comment": "the same without the flag"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
	int unused;
}
