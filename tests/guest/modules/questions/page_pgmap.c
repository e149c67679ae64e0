/* {"api": "page_pgmap", "release": "6.15", "comment": "before it, struct page has a member pgmap"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/memremap.h>
#include <linux/mmzone.h>
struct dev_pagemap *question(struct page *page)
{
	return page_pgmap(page);
}
