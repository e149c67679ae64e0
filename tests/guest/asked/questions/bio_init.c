/* {"api": "bio_init"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct bio *bio)
{
	bio_init(bio, NULL, NULL, 0, 0);
}
