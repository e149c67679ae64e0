// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * bio_associate_blkg(), which bio_set_dev() calls since Linux 5.0 where there are block cgroups.
 *
 * Mechanism: the function gives a bio the blkg, the meeting of a cgroup and a device, to which
 * its I/O is charged: of the cgroup that the bio is charged to already, else of the current
 * task's; and of the device that it has now. Since 5.18 (49add4966d79) bio_init() is told the
 * device, and does that itself for a bio that has no blkg, and bio_init_clone() for one that
 * has: it calls bio_clone_blkg_association(), which takes the cgroup of the bio that is cloned.
 * So a bio of our own is initialised for the device, its blkg and that of the caller's change
 * places, and bio_uninit() drops the old one's reference.
 *
 * Which bios are left as they are differs by kernel: 6.12 leaves those of a passthrough
 * request alone, 6.1 doesn't. bio_init() is the kernel's own and decides that: where it gave
 * our bio no blkg, the caller's keeps what it has.
 *
 * bio_init_clone() begins as bio_init() does, so for a moment our bio has a blkg of the current
 * task's cgroup, which may be made for it. Then the one that counts takes its place. It would
 * also copy what the bio has of encryption and integrity, which would need memory: it
 * is given a bio that has nothing but the device, the operation and the blkg.
 *
 * Read in 6.1.192, 6.12.118 and 7.2.13 (block/bio.c, block/blk-cgroup.c). Up to 5.17 bio_init()
 * has no device, so there is no substitute.
 *
 * Reason: 5cdf2e3fea5e ("blkcg: associate blkg when associating a device"), 5.0. Before
 * bio_set_dev() was a macro that referenced nothing GPL-only.
 */
#include <linux/bio.h>

#include "kshim_config.h"
#include "substitute.h"

#if KSHIM_SUBSTITUTE_BIO_ASSOCIATE_BLKG
KSHIM_DECLARE(bio_associate_blkg);
void kshim_bio_associate_blkg(struct bio *bio)
{
	struct bio ours, charged;

	bio_init(&ours, bio->bi_bdev, NULL, 0, bio->bi_opf);
	if (!ours.bi_blkg)
		return;
	if (bio->bi_blkg) {
		bio_uninit(&ours);
		bio_init(&charged, NULL, NULL, 0, bio->bi_opf);
		charged.bi_blkg = bio->bi_blkg;
		/* Nothing in it can fail: charged has no encryption, and no integrity. */
		if (bio_init_clone(bio->bi_bdev, &ours, &charged, GFP_NOWAIT))
			return;
	}
	swap(ours.bi_blkg, bio->bi_blkg);
	bio_uninit(&ours);
}
KSHIM_EXPORT(bio_associate_blkg);
#endif
