// SPDX-License-Identifier: BSD-2-Clause
/*
 * 1,000 times wait_on_page_writeback(), of a page whose writeback takes its time.
 *
 * Rows: waits without
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pagemap.h>

#include "asked.h"

#ifndef WAIT
#define WAIT(page) wait_on_page_writeback(page)
#endif

#define ROUNDS 1000

static bool without;
module_param(without, bool, 0444);
MODULE_PARM_DESC(without, "do all but the call itself");

static int __init wait_init(void)
{
	int pages, waited = 0, over = 0;

	/* Of a processor that stands still for a millisecond a page's may be over at once. */
	for (pages = 0; waited < ROUNDS && pages < 2 * ROUNDS; pages++) {
		struct page *page = helper_writeback(1);

		if (!page)
			return -ENOMEM;
		waited += !!PageWriteback(page);
		if (!without)
			WAIT(page);
		over += !PageWriteback(page);
		helper_writeback_free(page);
	}
	REPORT(waited == ROUNDS && over == pages, "asked." KBUILD_MODNAME ".waits",
	       "of %d pages %d were under writeback, and %d were not after the wait",
	       pages, waited, over);
	return 0;
}
module_init(wait_init);

static void __exit wait_exit(void)
{
}
module_exit(wait_exit);

MODULE_DESCRIPTION("test consumer: " KBUILD_MODNAME "()");
MODULE_LICENSE(LICENCE);
