/* {"api": "semicolon_missing", "comment": "a semicolon is missing at the end"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *p)
{
	put_page(p);
}
struct semicolon_missing { int i; }
