// SPDX-License-Identifier: BSD-2-Clause
/*
 * What kshim must not be: put_page() but for what it does with device pages. It
 * builds and loads anywhere, counts well, and wakes nobody who waits for the last
 * user of an FS_DAX page. The tests have to notice.
 */
#include <linux/mm.h>

#include "kshim_config.h"

static inline void naive_put_page(struct page *page)
{
#if KSHIM_HAVE_FOLIO_PUT
	folio_put(page_folio(page));
#else
	page = compound_head(page);
	if (put_page_testzero(page))
		__put_page(page);
#endif
}

#define PUT_PAGE(page) naive_put_page(page)
#define FOLIO_PUT(folio) folio_put(folio)
#include "consumer.h"

MODULE_DESCRIPTION("test consumer: put_page() without its device-page hook");
MODULE_LICENSE("BSD");
