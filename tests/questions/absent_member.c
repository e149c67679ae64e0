/* {"api": "absent_member", "comment": "a member that no kernel has"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(struct page *p)
{
	return p->nobody_has_this;
}
