/* {"api": "bio_init", "release": "5.18", "commit": "-", "role": "means", "comment": "associates the bio with the device since it is given one"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct bio *bio, struct block_device *device)
{
	bio_init(bio, device, NULL, 0, bio->bi_opf);
}
