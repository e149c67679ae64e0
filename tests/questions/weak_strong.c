/* {"api": "weak_strong", "comment": "references the same, and needs it"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void weak_of_nobody(void);
void question(void)
{
	weak_of_nobody();
}
