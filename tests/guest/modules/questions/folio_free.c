/* {"api": "folio_free", "comment": "how a device is told that memory of its own is free; before, it was told of pages"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/memremap.h>
void question(struct dev_pagemap_ops *ops, void (*folio_free)(struct folio *folio))
{
	ops->folio_free = folio_free;
}
