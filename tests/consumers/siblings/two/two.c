// SPDX-License-Identifier: BSD-2-Clause
/* Not GPL-compatible; needs kshim where the devmap symbols are GPL-only, and its sibling. */
#include <linux/mm.h>
#include <linux/module.h>

int siblings_one(void);

static int __init two_init(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	get_page(page);
	put_page(page);
	put_page(page);
	return siblings_one() == 1 ? 0 : -EINVAL;
}
module_init(two_init);

static void __exit two_exit(void)
{
}
module_exit(two_exit);

#ifdef FOUND
MODULE_INFO(found, FOUND);
#endif
MODULE_DESCRIPTION("test consumer: releases a page, and calls its sibling");
MODULE_LICENSE("BSD");
