// SPDX-License-Identifier: BSD-2-Clause
/*
 * A module that is not GPL-compatible and releases pages in the plain way: it
 * stands for OpenAFS, OpenZFS and their like. It knows nothing of kshim: with
 * the flags of kshim-config it has to build on every target kernel that kshim
 * accepts, and without them as before.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/version.h>

static int __init release_init(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	get_page(page);
	put_page(page);
	/* 5.16, commit 86d234cb0499: 'mm: Add folio_get()', and folio_put() beside it */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 16, 0)
	folio_put(page_folio(page));
#else
	put_page(page);
#endif
	return 0;
}

static void __exit release_exit(void)
{
}

module_init(release_init);
module_exit(release_exit);

MODULE_DESCRIPTION("test consumer: releases a page through put_page() and folio_put()");
MODULE_LICENSE("BSD");
