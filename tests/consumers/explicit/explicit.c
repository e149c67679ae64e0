// SPDX-License-Identifier: BSD-2-Clause
/*
 * A module that is not GPL-compatible and releases pages through kshim's
 * explicit API, without any of the compiler flags.
 */
#include <linux/module.h>

#include <kshim/mm.h>

static int __init explicit_init(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	get_page(page);
	kshim_put_page(page);
#if KSHIM_HAVE_FOLIO_PUT
	kshim_folio_put(page_folio(page));
#else
	kshim_put_page(page);
#endif
	return 0;
}

static void __exit explicit_exit(void)
{
}

module_init(explicit_init);
module_exit(explicit_exit);

MODULE_DESCRIPTION("test consumer: releases a page through kshim_put_page()");
MODULE_LICENSE("BSD");
