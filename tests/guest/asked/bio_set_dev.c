// SPDX-License-Identifier: BSD-2-Clause
/*
 * bio_set_dev() on a million bios of every kind, each against the kernel's own on a bio like it;
 * and writes that go to another disk than they were made for, as a stacking driver's do.
 *
 * Rows: new unassociated cloned passthrough flagged writes charged not_old_disk not_other_cgroup without
 */
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/module.h>

#include "asked.h"

#define ROUNDS 200000
#define WRITES 256

static const char *const kinds[] = {
	"new",		/* for a device, charged to the current cgroup */
	"unassociated", /* for none */
	"cloned",	/* from one that another cgroup is charged for */
	"passthrough",	/* a driver's own command */
	"flagged",	/* remapped and throttled before */
};

static bool without;
module_param(without, bool, 0444);
MODULE_PARM_DESC(without, "do all but the call itself");

static void make(struct bio *bio, int kind)
{
	switch (kind) {
	case 0:
	case 4:
		bio_init(bio, helper_disk(0), NULL, 0, REQ_OP_READ);
		break;
	case 1:
		bio_init(bio, NULL, NULL, 0, REQ_OP_WRITE);
		break;
	case 2:
		if (bio_init_clone(helper_disk(0), bio, helper_bio(), GFP_KERNEL))
			bio_init(bio, NULL, NULL, 0, REQ_OP_WRITE);
		break;
	case 3:
		bio_init(bio, helper_disk(0), NULL, 0, REQ_OP_DRV_IN);
		break;
	}
	if (kind == 4) {
		bio_set_flag(bio, BIO_REMAPPED);
		bio_set_flag(bio, BIO_BPS_THROTTLED);
	}
}

/* How many came out as the kernel's own, to the bit; moved: how many are another blkg's now. */
static int compare(int kind, int *moved)
{
	struct bio ours, theirs;
	int i, same = 0;

	*moved = 0;
	for (i = 0; i < ROUNDS; i++) {
		struct blkcg_gq *before;

		memset(&ours, 0, sizeof(ours));
		memset(&theirs, 0, sizeof(theirs));
		make(&ours, kind);
		make(&theirs, kind);
		before = ours.bi_blkg;
		if (!without)
			bio_set_dev(&ours, helper_disk(1));
		helper_bio_set_dev(&theirs, helper_disk(1));
		same += !memcmp(&ours, &theirs, sizeof(ours));
		*moved += ours.bi_blkg != before;
		bio_uninit(&ours);
		bio_uninit(&theirs);
		if (i % 1000 == 0)
			cond_resched();
	}
	return same;
}

static int write_to_other_disk(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	int i, done = 0;

	if (!page)
		return -ENOMEM;
	for (i = 0; i < WRITES; i++) {
		struct bio *bio = bio_alloc(helper_disk(0), 1, REQ_OP_WRITE, GFP_KERNEL);

		bio->bi_iter.bi_sector = i * 8;
		if (bio_add_page(bio, page, PAGE_SIZE, 0) == PAGE_SIZE) {
			bio_set_dev(bio, helper_disk(1));
			done += !submit_bio_wait(bio);
		}
		bio_put(bio);
	}
	__free_page(page);
	return done;
}

static int __init set_dev_init(void)
{
	int i, moved, same, written;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		same = compare(i, &moved);
		/* What a passthrough bio is charged for differs by kernel, and is compared above. */
		pr_info("%sok asked.bio_set_dev.%s # of %d bios %d came out as the "
			"kernel's "
			"own, %d with another blkg\n",
			same == ROUNDS && (moved == ROUNDS || i == 3) ? "" : "not ",
			kinds[i], ROUNDS, same, moved);
	}
	written = without ? 0 : write_to_other_disk();
	REPORT(written == WRITES, "asked.bio_set_dev.writes", "%d of %d", written,
	       WRITES);
	return 0;
}
module_init(set_dev_init);

static void __exit set_dev_exit(void)
{
}
module_exit(set_dev_exit);

MODULE_DESCRIPTION("test consumer: bio_set_dev()");
MODULE_LICENSE(LICENCE);
