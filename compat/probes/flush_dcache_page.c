/* {"api": "flush_dcache_page", "release": "6.2", "commit": "d33deda095d3", "role": "report", "comment": "references the GPL-only PageHuge on riscv, 6.2 to 6.8"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *page)
{
	flush_dcache_page(page);
}
