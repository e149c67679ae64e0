/* {"api": "inode_set_ctime_current", "release": "6.6", "comment": "ctime has functions of its own"} */
/* SPDX-License-Identifier: BSD-2-Clause */
void question(struct inode *inode)
{
	inode->i_atime = inode->i_mtime = inode_set_ctime_current(inode);
}
