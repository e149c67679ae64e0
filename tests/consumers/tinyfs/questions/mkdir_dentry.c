/* {"api": "mkdir_dentry", "release": "6.15", "comment": "returns a dentry"} */
/* SPDX-License-Identifier: BSD-2-Clause */
struct dentry *question(struct inode_operations *i, struct mnt_idmap *idmap)
{
	return i->mkdir(idmap, NULL, NULL, 0);
}
