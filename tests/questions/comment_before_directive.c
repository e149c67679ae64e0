/* {"api": "comment_before_directive", "comment": "a directive behind a comment"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* */ #define get_page(p) put_page(p)
void question(struct page *p)
{
	get_page(p);
}
