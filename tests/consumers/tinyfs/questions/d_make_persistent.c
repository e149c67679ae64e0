/* {"api": "d_make_persistent", "release": "6.19", "comment": "an extra reference of the dentry until then"} */
/* SPDX-License-Identifier: BSD-2-Clause */
struct dentry *question(struct dentry *dentry, struct inode *inode)
{
	return d_make_persistent(dentry, inode);
}
