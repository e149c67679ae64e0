/* {"api": "compound_head", "release": "5.19", "commit": "f10f1442c309", "role": "report", "comment": "references hugetlb_optimize_vmemmap_key from 5.19 to 6.19, and put_page() with it"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page **page)
{
	*page = compound_head(*page);
}
