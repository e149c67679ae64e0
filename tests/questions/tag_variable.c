/* {"api": "tag_variable"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Its variable has the name of the header's tag. */
#include <linux/fs.h>

static struct file *file;
void question(void)
{
	vfs_fsync(file, 0);
}
