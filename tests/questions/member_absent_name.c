/* {"api": "member_absent_name", "comment": "a member has the name of a function that others call and nobody has"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
struct member_absent_name {
	int (*iterate_nobody)(void *v);
};

int question(struct member_absent_name *m)
{
	return m->iterate_nobody(m);
}
