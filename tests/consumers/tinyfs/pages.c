// SPDX-License-Identifier: BSD-2-Clause
/*
 * Between the page cache and the store. A folio that has a block keeps hold of it in its
 * private field; each way in which a folio leaves the cache lets go of it again.
 *
 * A folio that is written back stays locked until that is over, so one that can be locked
 * is not under writeback, and nobody has to wait for it (folio_wait_writeback() is GPL-only
 * since 5.2, 19343b5bdd16).
 */
#include "tinyfs.h"

static void let_go(tinyfs_folio *folio)
{
	struct page *block = folio_detach_private(folio);

	if (block)
		put_page(block);
}

/* Take hold of the block of @folio, which is locked. NULL: there is none. */
static struct page *hold_block(tinyfs_folio *folio, bool create)
{
	struct page *block = folio_get_private(folio);

	if (block)
		return block;
	block = tinyfs_block(folio->mapping->host, folio->index, create);
	if (!IS_ERR_OR_NULL(block))
		folio_attach_private(folio, block);
	return block;
}

/* What is behind the end of the file reads as zeros, and is never kept. */
static void zero_behind_end(tinyfs_folio *folio)
{
	loff_t inside = i_size_read(folio->mapping->host) - folio_pos(folio);

	if (inside < PAGE_SIZE)
		folio_zero_segment(folio, max_t(loff_t, inside, 0), PAGE_SIZE);
}

static void fill(tinyfs_folio *folio)
{
	struct page *block = NULL;

	/*
	 * A truncation that came before this has changed the size; one that
	 * comes after finds the folio, and waits for its lock.
	 */
	if (folio_pos(folio) < i_size_read(folio->mapping->host))
		block = hold_block(folio, false);
	if (block) {
		copy_highpage(folio_page(folio, 0), block);
		zero_behind_end(folio);
	} else {
		folio_zero_segment(folio, 0, PAGE_SIZE);
	}
	flush_dcache_page(folio_page(folio, 0));
	folio_mark_uptodate(folio);
}

static int tinyfs_read_folio(struct file *file, tinyfs_folio *folio)
{
	fill(folio);
	folio_unlock(folio);
	return 0;
}

static void tinyfs_readahead(struct readahead_control *ahead)
{
	tinyfs_folio *folio;

	while ((folio = tinyfs_readahead_next(ahead))) {
		fill(folio);
		folio_unlock(folio);
		folio_put(folio);
	}
}

static int begin(struct address_space *mapping, loff_t pos, tinyfs_folio **foliop)
{
	struct page *page, *block;
	tinyfs_folio *folio;

	page = pagecache_get_page(mapping, pos >> PAGE_SHIFT,
				  FGP_LOCK | FGP_WRITE | FGP_CREAT,
				  mapping_gfp_mask(mapping));
	if (!page)
		return -ENOMEM;
	folio = page_folio(page);
	if (!folio_test_uptodate(folio))
		fill(folio);
	/* Now, when the caller can be told that there is no room. */
	block = hold_block(folio, true);
	if (IS_ERR(block)) {
		folio_unlock(folio);
		folio_put(folio);
		return PTR_ERR(block);
	}
	*foliop = folio;
	return 0;
}

static int end(struct address_space *mapping, loff_t pos, unsigned int copied,
	       tinyfs_folio *folio)
{
	struct inode *inode = mapping->host;

	flush_dcache_page(folio_page(folio, 0));
	if (pos + copied > i_size_read(inode))
		i_size_write(inode, pos + copied);
	folio_mark_dirty(folio);
	folio_unlock(folio);
	folio_put(folio);
	return copied;
}

/* The folio is locked, and dirty no more. */
static int write_back(tinyfs_folio *folio, struct writeback_control *wbc)
{
	struct page *block = hold_block(folio, true);

	if (IS_ERR(block)) {
		mapping_set_error(folio->mapping, PTR_ERR(block));
		folio_redirty_for_writepage(wbc, folio);
		folio_unlock(folio);
		return PTR_ERR(block);
	}
	zero_behind_end(folio);
	folio_start_writeback(folio);
	copy_highpage(block, folio_page(folio, 0));
	folio_end_writeback(folio);
	folio_unlock(folio);
	wbc->nr_to_write--;
	return 0;
}

static int write_if_dirty(struct address_space *mapping, tinyfs_folio *folio,
			  struct writeback_control *wbc)
{
	folio_lock(folio);
	if (folio->mapping == mapping && folio_clear_dirty_for_io(folio))
		return write_back(folio, wbc);
	folio_unlock(folio);
	return 0;
}

static int tinyfs_writepages(struct address_space *mapping, struct writeback_control *wbc)
{
	pgoff_t index = wbc->range_cyclic ? 0 : wbc->range_start >> PAGE_SHIFT;
	pgoff_t last = wbc->range_cyclic ? ULONG_MAX : wbc->range_end >> PAGE_SHIFT;
	xa_mark_t tag = PAGECACHE_TAG_DIRTY;
	tinyfs_folio *found[TINYFS_BATCH];
	unsigned int i, count;
	int error = 0, one;

	/* What gets dirty from now on is not waited for. */
	if (wbc->sync_mode == WB_SYNC_ALL) {
		tag_pages_for_writeback(mapping, index, last);
		tag = PAGECACHE_TAG_TOWRITE;
	}
	do {
		count = tinyfs_find_dirty(mapping, &index, last, tag, found);
		for (i = 0; i < count; i++) {
			one = write_if_dirty(mapping, found[i], wbc);
			error = error ?: one;
			folio_put(found[i]);
		}
		cond_resched();
	} while (count && (wbc->sync_mode == WB_SYNC_ALL || wbc->nr_to_write > 0));
	return error;
}

static int migrate(struct address_space *mapping, tinyfs_folio *dst, tinyfs_folio *src,
		   enum migrate_mode mode)
{
	struct page *block = folio_detach_private(src);
	int error = tinyfs_move_folio(mapping, dst, src, mode);

	if (block)
		folio_attach_private(error ? src : dst, block);
	return error;
}

/* The operations under the names and with the arguments that this kernel gives them. */

#if TINYFS_HAVE_WRITE_BEGIN_IOCB
#define TINYFS_WRITER const struct kiocb *writer
#else
#define TINYFS_WRITER struct file *writer
#endif

#if TINYFS_HAVE_WRITE_BEGIN_IOCB || TINYFS_HAVE_WRITE_BEGIN_FOLIO
static int tinyfs_write_begin(TINYFS_WRITER, struct address_space *mapping, loff_t pos,
			      unsigned int len, struct folio **foliop, void **data)
{
	return begin(mapping, pos, foliop);
}

static int tinyfs_write_end(TINYFS_WRITER, struct address_space *mapping, loff_t pos,
			    unsigned int len, unsigned int copied, struct folio *folio,
			    void *data)
{
	return end(mapping, pos, copied, folio);
}
#else
static int tinyfs_write_begin(TINYFS_WRITER, struct address_space *mapping, loff_t pos,
			      unsigned int len,
#if TINYFS_HAVE_WRITE_BEGIN_FLAGS
			      unsigned int flags,
#endif
			      struct page **pagep, void **data)
{
	tinyfs_folio *folio;
	int error = begin(mapping, pos, &folio);

	if (!error)
		*pagep = folio_page(folio, 0);
	return error;
}

static int tinyfs_write_end(TINYFS_WRITER, struct address_space *mapping, loff_t pos,
			    unsigned int len, unsigned int copied, struct page *page,
			    void *data)
{
	return end(mapping, pos, copied, page_folio(page));
}
#endif

#if !TINYFS_HAVE_READ_FOLIO
static int tinyfs_readpage(struct file *file, struct page *page)
{
	return tinyfs_read_folio(file, page_folio(page));
}
#endif

#if TINYFS_HAVE_INVALIDATE_FOLIO
static void tinyfs_invalidate_folio(struct folio *folio, size_t offset, size_t length)
{
	if (offset == 0 && length == PAGE_SIZE)
		let_go(folio);
}
#else
static void tinyfs_invalidatepage(struct page *page, unsigned int offset,
				  unsigned int length)
{
	if (offset == 0 && length == PAGE_SIZE)
		let_go(page_folio(page));
}
#endif

#if TINYFS_HAVE_RELEASE_FOLIO
static bool tinyfs_release_folio(struct folio *folio, gfp_t gfp)
{
	let_go(folio);
	return true;
}
#else
static int tinyfs_releasepage(struct page *page, gfp_t gfp)
{
	let_go(page_folio(page));
	return 1;
}
#endif

#if !TINYFS_HAVE_MIGRATE_FOLIO
static int tinyfs_migratepage(struct address_space *mapping, struct page *dst,
			      struct page *src, enum migrate_mode mode)
{
	return migrate(mapping, page_folio(dst), page_folio(src), mode);
}
#endif

const struct address_space_operations tinyfs_address_space_operations = {
	.readahead = tinyfs_readahead,
	.writepages = tinyfs_writepages,
	.write_begin = tinyfs_write_begin,
	.write_end = tinyfs_write_end,
#if TINYFS_HAVE_READ_FOLIO
	.read_folio = tinyfs_read_folio,
#else
	.readpage = tinyfs_readpage,
#endif
#if TINYFS_HAVE_DIRTY_FOLIO
	.dirty_folio = filemap_dirty_folio,
#else
	.set_page_dirty = __set_page_dirty_nobuffers,
#endif
#if TINYFS_HAVE_INVALIDATE_FOLIO
	.invalidate_folio = tinyfs_invalidate_folio,
#else
	.invalidatepage = tinyfs_invalidatepage,
#endif
#if TINYFS_HAVE_RELEASE_FOLIO
	.release_folio = tinyfs_release_folio,
#else
	.releasepage = tinyfs_releasepage,
#endif
#if TINYFS_HAVE_MIGRATE_FOLIO
	.migrate_folio = migrate,
#else
	.migratepage = tinyfs_migratepage,
#endif
};
