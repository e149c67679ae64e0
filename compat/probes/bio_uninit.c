/* {"api": "bio_uninit", "release": "4.18", "commit": "-", "role": "means", "comment": "drops what bio_init() took"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct bio *bio)
{
	bio_uninit(bio);
}
