// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * __put_page(), and since Linux 6.0 __folio_put(): to where an inline put_page() or folio_put()
 * goes when it has dropped the last reference. As a precaution: both are plain in every kernel
 * so far.
 *
 * Mechanism: the count is 0, and the page is to be freed, as its kind has it. Plain exports do
 * that with the drop in front of it, so they are given something to drop.
 *
 * From 6.9 on that is nothing: folios_put_refs() takes how many references there are to be
 * dropped of each folio; a drop of none leaves 0, and what follows is what __folio_put() does
 * (mm/swap.c of 6.12.118 and 7.2.13): pages of devices, of hugetlb, and all others, the same
 * functions for each. Of the huge zero page, which folios_put_refs() passes over, nobody drops
 * the last reference but its shrinker. The count must not be raised in between: since 6.15 an
 * FS_DAX page whose count is 0 is idle, and yet owned by its file (dax_page_is_idle()).
 *
 * Up to 6.8 there is no such function. One reference is put back, and the kernel's own
 * put_page() drops it, as its last. Who takes a reference meanwhile, for which the count must
 * not be 0 (get_page_unless_zero()), has a page that is whole, and drops it in turn; what it was
 * looked up by it has to compare again, as always. page_ref_inc() and not get_page(), which is a
 * bug at 0. Pages of FS_DAX don't come here: the devmap functions have them before. Other pages of
 * devices do from 6.1 on (on 5.10 none), and put_page() is right for them.
 *
 * Effect: the drop of an ordinary last reference takes two calls more.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/page_ref.h>
#if __has_include(<linux/folio_batch.h>)
#include <linux/folio_batch.h>
#else
#include <linux/pagevec.h>
#endif

#include "kshim/mm.h"
#include "kshim_config.h"
#include "release.h"
#include "substitute.h"

#if KSHIM_SUBSTITUTE_PUT_PAGE
KSHIM_DECLARE(__put_page);
void kshim___put_page(struct page *page)
{
	page_ref_inc(page);
	kshim_release(page);
}
KSHIM_EXPORT(__put_page);
#endif

#if KSHIM_SUBSTITUTE_FOLIO_PUT_AGAIN
KSHIM_DECLARE(__folio_put);
void kshim___folio_put(struct folio *folio)
{
	page_ref_inc(&folio->page);
	kshim_release(&folio->page);
}
KSHIM_EXPORT(__folio_put);
#endif

#if KSHIM_SUBSTITUTE_FOLIO_PUT_BATCH
KSHIM_DECLARE(__folio_put);
void kshim___folio_put(struct folio *folio)
{
	struct folio_batch one;
	unsigned int none = 0;

	folio_batch_init(&one);
	folio_batch_add(&one, folio);
	folios_put_refs(&one, &none);
}
KSHIM_EXPORT(__folio_put);
#endif

/* folio_put() is made of nothing else. */
#if KSHIM_SUBSTITUTE_PUT_PAGE && KSHIM_EXPLICIT_FOLIO_PUT
void kshim_folio_put(struct folio *folio)
{
	if (put_page_testzero(&folio->page))
		kshim___put_page(&folio->page);
}
EXPORT_SYMBOL(kshim_folio_put);
#elif KSHIM_SUBSTITUTE_FOLIO_PUT_AGAIN || KSHIM_SUBSTITUTE_FOLIO_PUT_BATCH
void kshim_folio_put(struct folio *folio)
{
	if (put_page_testzero(&folio->page))
		kshim___folio_put(folio);
}
EXPORT_SYMBOL(kshim_folio_put);
#endif
