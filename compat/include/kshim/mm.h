/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_MM_H
#define KSHIM_MM_H
/*
 * Beside <linux/mm.h>: the explicit API, for consumers that prefer a call of
 * their own to compiler flags. It covers direct calls only; put_page() inside
 * other inlines of the kernel still references what it references, so most
 * consumers want the flags of kshim-config --cflags as well, or instead.
 *
 * KSHIM_EXPLICIT_PUT_PAGE and KSHIM_EXPLICIT_FOLIO_PUT say which there are; one that
 * is missing can't be had on this kernel (kshim-config --cflags --api put_page tells why).
 *
 * Find this header and kshim_config.h with the flags of kshim-config --includes.
 */
#include <linux/mm.h>

#include "kshim_config.h"

#if KSHIM_EXPLICIT_PUT_PAGE
#if KSHIM_NATIVE_PUT_PAGE
/*
 * Drop one reference of @page, a head or tail page of any kind; the caller gives
 * it away. Any context but NMI. It is put_page() here.
 */
static inline void kshim_put_page(struct page *page)
{
	put_page(page);
}
#else
/* The same; here kshim.ko does it. */
void kshim_put_page(struct page *page);
#endif
#endif

#if KSHIM_EXPLICIT_FOLIO_PUT
#if KSHIM_NATIVE_FOLIO_PUT
/*
 * Drop one reference of @folio; the caller gives it away. Any context but NMI.
 * folio_put() (5.16, b620f63358cd) never looks at device pages and has been made
 * of plain exports in every kernel as shipped: it is that here.
 */
static inline void kshim_folio_put(struct folio *folio)
{
	folio_put(folio);
}
#else
/* The same; here kshim.ko does what follows the last reference. */
void kshim_folio_put(struct folio *folio);
#endif
#endif

#endif /* KSHIM_MM_H */
