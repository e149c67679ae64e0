/* {"api": "weak_reference", "comment": "references what nobody need define"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
extern void weak_of_nobody(void) __attribute__((weak));
void question(void)
{
	if (weak_of_nobody)
		weak_of_nobody();
}
