/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A consumer: it drops references by PUT_PAGE(page), which the including file
 * may define, and registers with the driver. Its module's name is its name.
 */
#include <linux/mm.h>
#include <linux/module.h>

#include "guest.h"
#include "kshim_config.h"

#ifndef PUT_PAGE
#define PUT_PAGE(page) put_page(page)
#define FOLIO_PUT(folio) folio_put(folio)
#endif

static void consumer_put_page(struct page *page)
{
	PUT_PAGE(page);
}

#if KSHIM_HAVE_FOLIO_PUT
static void consumer_folio_put(struct page *page)
{
	FOLIO_PUT(page_folio(page));
}
#else
#define consumer_folio_put NULL
#endif

static void consumer_put_page_many(struct page *page, unsigned long count)
{
	while (count--) {
		PUT_PAGE(page);
		barrier();
	}
}

static void consumer_loop(unsigned long count)
{
	while (count--)
		barrier();
}

static const struct guest_consumer consumer = {
	.name = KBUILD_MODNAME,
	.put_page = consumer_put_page,
	.folio_put = consumer_folio_put,
	.put_page_many = consumer_put_page_many,
	.loop = consumer_loop,
};

static int __init consumer_init(void)
{
	return guest_register(&consumer);
}
module_init(consumer_init);

static void __exit consumer_exit(void)
{
	guest_unregister(&consumer);
}
module_exit(consumer_exit);
