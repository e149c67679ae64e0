/* {"api": "zone_device_page_init", "comment": "the same, since device pages may be large"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/memremap.h>
void question(struct page *page, struct dev_pagemap *pgmap)
{
	zone_device_page_init(page, pgmap, 0);
}
