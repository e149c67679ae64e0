/* {"api": "page_address", "release": "6.10", "commit": "236f324b7473", "role": "report", "comment": "what page_to_virt() references, and KASAN's tags on arm64"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void *question(struct page *page)
{
	return page_address(page);
}
