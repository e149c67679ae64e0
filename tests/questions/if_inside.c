/* {"api": "if_inside", "comment": "a conditional inside"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *p)
{
#if defined(CONFIG_64BIT) && !defined(NOBODY_HAS_THIS)
	put_page(p);
#else
	nobody_has_this(p);
#endif
}
