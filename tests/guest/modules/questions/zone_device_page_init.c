/* {"api": "zone_device_page_init", "release": "6.1", "commit": "ef233450898f", "comment": "how a device page is handed out"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/memremap.h>
void question(struct page *page)
{
	zone_device_page_init(page);
}
