/* {"api": "put_page", "release": "4.18-rc1", "commit": "e76384884344", "role": "release", "comment": "references devmap_managed_key and a devmap function since; both were GPL-only until 31c5bda3a656"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *page)
{
	put_page(page);
}
