/* {"api": "page_to_virt", "release": "6.10", "commit": "236f324b7473", "role": "report", "comment": "references vm_layout on s390, GPL-only in 6.10"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void *question(struct page *page)
{
	return page_to_virt(page);
}
