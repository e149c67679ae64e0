/* {"api": "comment_line", "comment": "a line comment goes on in the next line"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *p)
{
	// the page is not put, \
	put_page(p);
	get_page(p);
}
