// SPDX-License-Identifier: BSD-2-Clause
#include "tinyfs.h"

static int tinyfs_fsync(struct file *file, loff_t start, loff_t last, int datasync)
{
	return file_write_and_wait_range(file, start, last);
}

static int tinyfs_setattr(TINYFS_IDMAP_ARG struct dentry *dentry, struct iattr *attr)
{
	struct inode *inode = d_inode(dentry);
	int error = setattr_prepare(TINYFS_IDMAP dentry, attr);

	if (error)
		return error;
	if (attr->ia_valid & ATTR_SIZE) {
		loff_t before = i_size_read(inode);

		truncate_setsize(inode, attr->ia_size);
		if (attr->ia_size < before)
			tinyfs_store_truncate(inode, attr->ia_size);
	}
	setattr_copy(TINYFS_IDMAP inode, attr);
	return 0;
}

const struct file_operations tinyfs_file_operations = {
	.llseek = generic_file_llseek,
	.read_iter = generic_file_read_iter,
	.write_iter = generic_file_write_iter,
	.mmap = generic_file_mmap,
	.fsync = tinyfs_fsync,
};

const struct inode_operations tinyfs_file_inode_operations = {
	.setattr = tinyfs_setattr,
};
