/* {"api": "write_begin_folio", "release": "6.12", "comment": "a folio in place of a page"} */
/* SPDX-License-Identifier: BSD-2-Clause */
int question(struct address_space *m, struct file *file, struct folio **folio,
	     void **data)
{
	return m->a_ops->write_begin(file, m, 0, 0, folio, data);
}
