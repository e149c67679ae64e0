// SPDX-License-Identifier: BSD-2-Clause
#include <linux/slab.h>
#include <linux/xarray.h>

#include "tinyfs.h"

static struct xarray *blocks_of(struct inode *inode)
{
	return inode->i_private;
}

int tinyfs_store_new(struct inode *inode)
{
	struct xarray *blocks = kmalloc(sizeof(*blocks), GFP_KERNEL);

	if (!blocks)
		return -ENOMEM;
	xa_init(blocks);
	inode->i_private = blocks;
	return 0;
}

static void free_from(struct inode *inode, unsigned long first)
{
	unsigned long index;
	struct page *page;

	xa_for_each_start(blocks_of(inode), index, page, first)
	{
		xa_erase(blocks_of(inode), index);
		put_page(page);
		cond_resched();
	}
}

void tinyfs_store_free(struct inode *inode)
{
	if (!blocks_of(inode))
		return;
	free_from(inode, 0);
	xa_destroy(blocks_of(inode));
	kfree(blocks_of(inode));
	inode->i_private = NULL;
}

struct page *tinyfs_block(struct inode *inode, pgoff_t index, bool create)
{
	struct xarray *blocks = blocks_of(inode);
	struct page *page;
	int error;

	/* Under its lock, so that no truncation comes between the two steps. */
	xa_lock(blocks);
	page = xa_load(blocks, index);
	if (page)
		get_page(page);
	xa_unlock(blocks);
	if (page || !create)
		return page;

	/* The folio at @index is locked, so nobody else makes this block. */
	page = alloc_page(GFP_NOFS | __GFP_HIGHMEM | __GFP_ZERO);
	if (!page)
		return ERR_PTR(-ENOMEM);
	get_page(page);
	error = xa_err(xa_store(blocks, index, page, GFP_NOFS));
	if (!error)
		return page;
	put_page(page);
	put_page(page);
	return ERR_PTR(error);
}

void tinyfs_store_truncate(struct inode *inode, loff_t size)
{
	unsigned int offset = offset_in_page(size);
	struct page *page;

	free_from(inode, DIV_ROUND_UP_ULL(size, PAGE_SIZE));
	if (!offset)
		return;
	page = tinyfs_block(inode, size >> PAGE_SHIFT, false);
	if (page) {
		zero_user_segment(page, offset, PAGE_SIZE);
		put_page(page);
	}
}
