/* {"api": "own_macros_2"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#define HAVE_NOBODY_2 1

void question(struct page *page)
{
#ifdef HAVE_NOBODY_1
	put_page(page);
#else
	rcu_read_lock();
#endif
}
