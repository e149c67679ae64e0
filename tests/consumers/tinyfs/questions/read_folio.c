/* {"api": "read_folio", "release": "5.19", "comment": "readpage until then"} */
/* SPDX-License-Identifier: BSD-2-Clause */
int question(struct address_space_operations *a, struct file *file, struct folio *folio)
{
	return a->read_folio(file, folio);
}
