/* {"api": "comment_open", "comment": "a comment does not end"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *p)
{
	put_page(p); /* to be continued
}
