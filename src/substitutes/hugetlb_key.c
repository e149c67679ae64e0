// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * hugetlb_optimize_vmemmap_key, the static key that compound_head() and page_folio() ask from Linux
 * 5.19 to 7.0, and put_page() with them. As a precaution: it is plain in every kernel so far.
 *
 * Mechanism: of a huge page whose struct pages were optimised away (HVO) several tail pages are
 * one and the same, which looks like a head. Where the key is on, page_fixed_fake_head() looks
 * at the page behind to tell them apart. That look is right of any page, optimised or not: it
 * finds what the caller had anyway. So the key is on, for ever. One that is off where the
 * kernel's is on takes a tail for a head, and oopses.
 *
 * It is of the same kind as devmap_managed_key, whose comment tells why it looks as it does
 * (devmap.c). Up to about 6.0 the key may be one that is true at first, if the kernel is
 * configured so: that is another type, for which there is no substitute, since none could be
 * tried.
 */
#include <linux/jump_label.h>
#include <linux/mm.h>

#include "kshim_config.h"
#include "substitute.h"

#if KSHIM_SUBSTITUTE_HUGETLB_KEY
KSHIM_DECLARE(hugetlb_optimize_vmemmap_key);

struct static_key_false kshim_hugetlb_optimize_vmemmap_key = {
	.key = { .enabled = ATOMIC_INIT(1) },
};
KSHIM_EXPORT(hugetlb_optimize_vmemmap_key);
#endif
