/* {"api": "own_macros"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#define HAVE_NOBODY_1 1
#define HAVE_NOBODY_2 1

void question(struct page *page)
{
#ifdef HAVE_NOBODY_1
	put_page(page);
#else
	no_such_function(page);
#endif
}
