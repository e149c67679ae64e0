/* {"api": "macro_error_deep", "comment": "an error inside the expansion of the kernel's macros"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void *question(struct list_head *l)
{
	return list_entry(l, struct page, nobody_has_this);
}
