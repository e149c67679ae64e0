/* {"api": "create_short", "release": "7.3", "comment": "without O_EXCL"} */
/* SPDX-License-Identifier: BSD-2-Clause */
int question(struct inode_operations *i, struct mnt_idmap *idmap, struct dentry *d)
{
	return i->create(idmap, NULL, d, 0);
}
