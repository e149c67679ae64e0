/* {"api": "ifdef_absent_calls", "comment": "the same, and calls it"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *p)
{
#if !defined(iterate_nobody)
	iterate_nobody(p);
#endif
}
