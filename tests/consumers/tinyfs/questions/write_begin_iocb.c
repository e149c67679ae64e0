/* {"api": "write_begin_iocb", "release": "6.17", "comment": "a kiocb in place of a file"} */
/* SPDX-License-Identifier: BSD-2-Clause */
int question(struct address_space *m, const struct kiocb *iocb, struct folio **f,
	     void **d)
{
	return m->a_ops->write_begin(iocb, m, 0, 0, f, d);
}
