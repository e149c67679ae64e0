/* {"api": "user_ns", "release": "5.12", "comment": "comes first in the operations of directories, until 6.3"} */
/* SPDX-License-Identifier: BSD-2-Clause */
int question(struct inode_operations *i, struct user_namespace *ns, struct dentry *d)
{
	return i->symlink(ns, NULL, d, NULL);
}
