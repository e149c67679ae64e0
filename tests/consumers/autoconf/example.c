// SPDX-License-Identifier: BSD-2-Clause
/*
 * A consumer with a configure of its own: what it may call, kshim.m4 has found out.
 */
#include <linux/mm.h>
#include <linux/module.h>

#include "config.h"

static int __init example_init(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
#if KSHIM_USABLE_FOLIO_PUT
	get_page(page);
	folio_put(page_folio(page));
#endif
	put_page(page);
	return 0;
}

static void __exit example_exit(void)
{
}

module_init(example_init);
module_exit(example_exit);

MODULE_DESCRIPTION("test consumer: configured by autoconf");
MODULE_LICENSE("BSD");
