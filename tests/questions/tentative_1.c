/* {"api": "tentative_1", "comment": "a variable that another has, defined twice is once"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int tentative;

int question(void)
{
	return tentative++;
}
