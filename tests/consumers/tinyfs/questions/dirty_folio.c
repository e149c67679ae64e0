/* {"api": "dirty_folio", "release": "5.18", "comment": "set_page_dirty until then"} */
/* SPDX-License-Identifier: BSD-2-Clause */
bool question(struct address_space_operations *a, struct address_space *m,
	      struct folio *f)
{
	return a->dirty_folio(m, f) && filemap_dirty_folio(m, f);
}
