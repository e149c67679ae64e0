/* {"api": "bdev_file_open_by_path"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
struct file *question(const char *path)
{
	return bdev_file_open_by_path(path, BLK_OPEN_READ, NULL, NULL);
}
