/* {"api": "flag_werror", "comment": "a flag that makes a warning an error", "flags": "-Werror=unused-variable"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
	int unused;
}
