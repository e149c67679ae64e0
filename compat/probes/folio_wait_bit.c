/* {"api": "folio_wait_bit", "release": "5.16", "commit": "-", "role": "means", "comment": "what folio_wait_writeback() waits by"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct folio *folio)
{
	folio_wait_bit(folio, PG_writeback);
}
