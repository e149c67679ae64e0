/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tinyfs: a file system whose files live in memory, in a store apart from the page cache.
 * What is in the page cache is a copy, read from the store and written back to it, so that
 * readahead, writeback, truncation, reclaim and migration do what they do on a disk.
 */
#ifndef TINYFS_H
#define TINYFS_H

#include <linux/fs.h>

#include "compat.h"

/* dir.c */
struct inode *tinyfs_new_inode(struct super_block *sb, umode_t mode);

/* file.c */
extern const struct file_operations tinyfs_file_operations;
extern const struct inode_operations tinyfs_file_inode_operations;

/* pages.c: between the page cache and the store */
extern const struct address_space_operations tinyfs_address_space_operations;

/*
 * store.c: the blocks of one file, a page each. A block that was never written is not
 * there, and reads as zeros.
 */
int tinyfs_store_new(struct inode *inode);
void tinyfs_store_free(struct inode *inode);

/* Block @index with a reference for the caller, or NULL; -ENOMEM only with @create. */
struct page *tinyfs_block(struct inode *inode, pgoff_t index, bool create);

/* Nothing stays behind @size. The page cache has been truncated. */
void tinyfs_store_truncate(struct inode *inode, loff_t size);

#endif /* TINYFS_H */
