/* {"api": "define_put_page", "comment": "replaces put_page by nothing"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#define put_page(x) do { } while (0)
void question(struct page *p)
{
	put_page(p);
}
