/* {"api": "write_begin_flags", "release": "2.6.24", "comment": "with flags, until 6.0"} */
/* SPDX-License-Identifier: BSD-2-Clause */
int question(struct address_space *m, struct file *file, struct page **page, void **data)
{
	return m->a_ops->write_begin(file, m, 0, 0, 0, page, data);
}
