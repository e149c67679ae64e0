/* {"api": "tag_neighbour"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* It speaks of the same word, so that neither knows whose it is. */
#include <linux/fs.h>

void question(struct file *file)
{
	file_dentry(file);
}
