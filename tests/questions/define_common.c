/* {"api": "define_common", "comment": "replaces words that all use"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#define struct union
#define void int
int question(struct page *p)
{
	return 0;
}
