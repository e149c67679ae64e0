/* {"api": "folio_start_writeback"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct folio *folio)
{
	folio_start_writeback(folio);
}
