/* {"api": "pointer_incompatible", "comment": "an argument of another type"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct inode *i)
{
	put_page(i);
}
