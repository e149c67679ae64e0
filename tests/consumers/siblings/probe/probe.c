// SPDX-License-Identifier: BSD-2-Clause
#include <linux/mm.h>
#include <linux/module.h>

void probe(struct page *page);
void probe(struct page *page)
{
	put_page(page);
}

MODULE_DESCRIPTION("question of a configure");
MODULE_LICENSE("BSD");
