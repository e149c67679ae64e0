/* {"api": "bio_init_clone", "release": "5.18", "commit": "-", "role": "means", "comment": "associates the bio as the one that it is cloned from"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(struct block_device *device, struct bio *bio, struct bio *from)
{
	return bio_init_clone(device, bio, from, GFP_NOWAIT);
}
