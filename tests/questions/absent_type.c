/* {"api": "absent_type", "comment": "a type that no kernel has"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(struct nobody_has_this *n)
{
	return n->member;
}
