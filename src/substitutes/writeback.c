// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * wait_on_page_writeback() and folio_wait_writeback(), since Linux 5.2.
 *
 * Mechanism: the kernel's own are a loop: as long as the page is under writeback, wait for that
 * bit. The waiting is a plain export, of which the comment in pagemap.h says that it is there
 * for this: wait_on_page_bit() up to 5.15, folio_wait_bit() since. Up to 5.15 it is the page
 * itself that is waited for, since 5.16 its folio. What is lost is the trace event in the
 * loop, (folio_)wait_on_page_writeback: it is not fired for who comes here. Read in 5.10.262
 * (mm/page-writeback.c), 6.1.192, 6.12.118 and 7.2.13 (there, and mm/folio-compat.c).
 *
 * Reason: 19343b5bdd16 ("mm/page-writeback: introduce tracepoint for wait_on_page_writeback()"),
 * 5.2, made a GPL-only function of an inline that was free to every module.
 *
 * The loop is needed: somebody else may start writeback between the wake-up and the return.
 */
#include <linux/mm.h>
#include <linux/page-flags.h>
#include <linux/pagemap.h>

#include "kshim_config.h"
#include "substitute.h"

#if KSHIM_SUBSTITUTE_WAIT_ON_PAGE_WRITEBACK
KSHIM_DECLARE(wait_on_page_writeback);
void kshim_wait_on_page_writeback(struct page *page)
{
	while (PageWriteback(page))
		wait_on_page_bit(page, PG_writeback);
}
KSHIM_EXPORT(wait_on_page_writeback);
#endif

#if KSHIM_SUBSTITUTE_WAIT_ON_PAGE_WRITEBACK_FOLIO || KSHIM_SUBSTITUTE_FOLIO_WAIT_WRITEBACK
static void wait_for(struct folio *folio)
{
	while (folio_test_writeback(folio))
		folio_wait_bit(folio, PG_writeback);
}
#endif

#if KSHIM_SUBSTITUTE_WAIT_ON_PAGE_WRITEBACK_FOLIO
KSHIM_DECLARE(wait_on_page_writeback);
void kshim_wait_on_page_writeback(struct page *page)
{
	wait_for(page_folio(page));
}
KSHIM_EXPORT(wait_on_page_writeback);
#endif

#if KSHIM_SUBSTITUTE_FOLIO_WAIT_WRITEBACK
KSHIM_DECLARE(folio_wait_writeback);
void kshim_folio_wait_writeback(struct folio *folio)
{
	wait_for(folio);
}
KSHIM_EXPORT(folio_wait_writeback);
#endif
