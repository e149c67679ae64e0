/* {"api": "get_page", "release": "5.16", "commit": "86d234cb0499", "role": "report", "comment": "the other half of put_page(); takes the reference of the folio since"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *page)
{
	get_page(page);
}
