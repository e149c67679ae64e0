/* {"api": "bio_set_dev", "release": "5.0", "commit": "5cdf2e3fea5e", "role": "report", "comment": "references bio_associate_blkg since, GPL-only, with BLK_CGROUP"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct bio *bio, struct block_device *device)
{
	bio_set_dev(bio, device);
}
