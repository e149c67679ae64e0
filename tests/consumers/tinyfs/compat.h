/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tinyfs is written for the newest kernel. Here older ones learn its words; what a kernel
 * has is asked of the kernel itself (questions/, configure), never of its version.
 */
#ifndef TINYFS_COMPAT_H
#define TINYFS_COMPAT_H

#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/migrate.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/writeback.h>

#include "tinyfs_kernel.h"

#if __has_include(<linux/pagevec.h>)
#include <linux/pagevec.h>
#endif

/* --- Pages. Before 5.16 a folio of tinyfs, which is never large, is a page. */

#if TINYFS_HAVE_FOLIO
typedef struct folio tinyfs_folio;
#define tinyfs_readahead_next __readahead_folio
#else
typedef struct page tinyfs_folio;
#define tinyfs_readahead_next readahead_page
#define page_folio(page) (page)
#define folio_page(folio, n) (folio)
#define folio_put put_page
#define folio_lock lock_page
#define folio_unlock unlock_page
#define folio_pos page_offset
#define folio_mark_uptodate SetPageUptodate
#define folio_test_uptodate PageUptodate
#define folio_test_dirty PageDirty
#define folio_mark_dirty set_page_dirty
#define folio_clear_dirty_for_io clear_page_dirty_for_io
#define folio_redirty_for_writepage redirty_page_for_writepage
#define folio_start_writeback set_page_writeback
#define folio_end_writeback end_page_writeback
#define folio_zero_segment zero_user_segment
#define folio_get_private(page) ((void *)page_private(page))
#define folio_attach_private attach_page_private
#define folio_detach_private detach_page_private
#endif

/*
 * Up to 15 dirty folios from @index on, each with a reference for the caller; @index moves
 * on. Returns how many.
 */
static inline unsigned int tinyfs_find_dirty(struct address_space *mapping,
					     pgoff_t *index, pgoff_t end, xa_mark_t tag,
					     tinyfs_folio *found[])
{
	unsigned int i, count;

#if TINYFS_HAVE_FILEMAP_GET_FOLIOS_TAG
	struct folio_batch batch;

	folio_batch_init(&batch);
	count = filemap_get_folios_tag(mapping, index, end, tag, &batch);
	for (i = 0; i < count; i++)
		found[i] = batch.folios[i];
#else
	struct pagevec batch;

	pagevec_init(&batch);
	count = pagevec_lookup_range_tag(&batch, mapping, index, end, tag);
	for (i = 0; i < count; i++)
		found[i] = page_folio(batch.pages[i]);
#endif
	return count;
}

/* 31 in the newest kernels */
#define TINYFS_BATCH 32

#if TINYFS_HAVE_MIGRATE_FOLIO
#define tinyfs_move_folio migrate_folio
#else
static inline int tinyfs_move_folio(struct address_space *mapping, tinyfs_folio *dst,
				    tinyfs_folio *src, enum migrate_mode mode)
{
	return migrate_page(mapping, folio_page(dst, 0), folio_page(src, 0), mode);
}
#endif

/* --- Directories. The first argument of their operations has changed twice. */

#if TINYFS_HAVE_IDMAP
#define TINYFS_IDMAP_ARG struct mnt_idmap *idmap,
#define TINYFS_IDMAP idmap,
#elif TINYFS_HAVE_USER_NS
#define TINYFS_IDMAP_ARG struct user_namespace *idmap,
#define TINYFS_IDMAP idmap,
#else
#define TINYFS_IDMAP_ARG
#define TINYFS_IDMAP
#endif

#if TINYFS_HAVE_MKDIR_DENTRY
#define TINYFS_MKDIR_TYPE struct dentry *
#define TINYFS_MKDIR_RESULT(error) ERR_PTR(error)
#else
#define TINYFS_MKDIR_TYPE int
#define TINYFS_MKDIR_RESULT(error) (error)
#endif

/* A name in use stays in the dentry cache: it is nowhere else. */
static inline void tinyfs_keep(struct dentry *dentry, struct inode *inode)
{
#if TINYFS_HAVE_D_MAKE_PERSISTENT
	d_make_persistent(dentry, inode);
#else
	d_instantiate(dentry, inode);
	dget(dentry);
#endif
}

#if TINYFS_HAVE_D_MAKE_PERSISTENT
#define tinyfs_kill_super kill_anon_super
#else
#define tinyfs_kill_super kill_litter_super
#endif

/* All times of @inode are now. */
static inline void tinyfs_stamp(struct inode *inode)
{
#if TINYFS_HAVE_SIMPLE_INODE_INIT_TS
	simple_inode_init_ts(inode);
#elif TINYFS_HAVE_INODE_SET_CTIME_CURRENT
	inode->i_atime = inode->i_mtime = inode_set_ctime_current(inode);
#else
	inode->i_atime = inode->i_mtime = inode->i_ctime = current_time(inode);
#endif
}

#endif /* TINYFS_COMPAT_H */
