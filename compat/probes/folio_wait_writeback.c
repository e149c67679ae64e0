/* {"api": "folio_wait_writeback", "release": "5.16", "commit": "490e016f229a", "role": "report", "comment": "GPL-only, as wait_on_page_writeback() before it"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct folio *folio)
{
	folio_wait_writeback(folio);
}
