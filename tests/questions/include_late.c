/* {"api": "include_late", "comment": "a header behind a macro that changes it"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#define vfs_fsync vfs_fsync_of_ours
#include <linux/crc32.h>
int question(struct file *f)
{
	return vfs_fsync(f, 0);
}
