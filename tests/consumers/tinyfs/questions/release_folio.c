/* {"api": "release_folio", "release": "5.19", "comment": "releasepage until then"} */
/* SPDX-License-Identifier: BSD-2-Clause */
bool question(struct address_space_operations *a, struct folio *folio)
{
	return a->release_folio(folio, GFP_KERNEL);
}
