/* {"api": "pointer_member_incompatible", "comment": "a member that has another type on some kernels"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int (*question(struct address_space_operations *a))(struct page *, struct writeback_control *)
{
	return a->writepage;
}
