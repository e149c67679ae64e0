/* {"api": "invalidate_folio", "release": "5.18", "comment": "invalidatepage until then"} */
/* SPDX-License-Identifier: BSD-2-Clause */
void question(struct address_space_operations *a, struct folio *folio)
{
	a->invalidate_folio(folio, 0, 0);
}
