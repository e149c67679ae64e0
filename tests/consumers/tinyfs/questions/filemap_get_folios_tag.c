/* {"api": "filemap_get_folios_tag", "release": "6.3", "comment": "pagevec_lookup_range_tag until then"} */
/* SPDX-License-Identifier: BSD-2-Clause */
unsigned int question(struct address_space *m, pgoff_t *start, struct folio_batch *batch)
{
	return filemap_get_folios_tag(m, start, ULONG_MAX, PAGECACHE_TAG_DIRTY, batch);
}
