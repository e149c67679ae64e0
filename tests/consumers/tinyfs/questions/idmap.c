/* {"api": "idmap", "release": "6.3", "comment": "comes first in the operations of directories"} */
/* SPDX-License-Identifier: BSD-2-Clause */
int question(struct inode_operations *i, struct mnt_idmap *idmap, struct dentry *d)
{
	return i->symlink(idmap, NULL, d, NULL);
}
