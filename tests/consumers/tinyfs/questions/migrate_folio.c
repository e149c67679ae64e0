/* {"api": "migrate_folio", "release": "6.0", "comment": "migratepage until then"} */
/* SPDX-License-Identifier: BSD-2-Clause */
int question(struct address_space *m, struct folio *dst, struct folio *src)
{
	return m->a_ops->migrate_folio(m, dst, src, MIGRATE_SYNC) +
	       migrate_folio(m, dst, src, MIGRATE_SYNC);
}
