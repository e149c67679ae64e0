/* {"api": "block_extern", "comment": "a declaration in a block of what the headers declare"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *p)
{
	extern void __folio_put(struct folio *folio);

	__folio_put((struct folio *)p);
}
