/* {"api": "inline_big_1", "comment": "an inline that is big enough to stay out of line when several call it"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(struct kmem_cache *c, struct page *p, struct inode *n, void *v, struct bio *b, struct block_device *d)
{
	bio_set_dev(b, d);
	lock_page(p);
	clear_highpage(p);
	memalloc_nofs_save();
	put_page(p + 1);
	put_page(p + 8);
	return kmalloc(1 * 100, GFP_KERNEL) == v;
}
