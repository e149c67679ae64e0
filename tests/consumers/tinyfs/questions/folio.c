/* {"api": "folio", "release": "5.16", "comment": "struct folio"} */
/* SPDX-License-Identifier: BSD-2-Clause */
void question(struct folio *folio)
{
	folio_put(folio);
}
