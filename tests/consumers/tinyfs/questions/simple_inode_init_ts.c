/* {"api": "simple_inode_init_ts", "release": "6.7", "comment": "the times can't be set one by one any more"} */
/* SPDX-License-Identifier: BSD-2-Clause */
void question(struct inode *inode)
{
	simple_inode_init_ts(inode);
}
