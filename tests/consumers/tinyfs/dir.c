// SPDX-License-Identifier: BSD-2-Clause
/*
 * Directories exist in the dentry cache alone, so the kernel's simple_*() do all but make
 * the inodes.
 */
#include "tinyfs.h"

static const struct inode_operations tinyfs_dir_inode_operations;

struct inode *tinyfs_new_inode(struct super_block *sb, umode_t mode)
{
	struct inode *inode = new_inode(sb);

	if (!inode)
		return NULL;
	inode->i_ino = get_next_ino();
	/* Writeback passes over inodes that are not hashed. */
	insert_inode_hash(inode);
	inode->i_mode = mode;
	tinyfs_stamp(inode);
	if (S_ISDIR(mode)) {
		inode->i_op = &tinyfs_dir_inode_operations;
		inode->i_fop = &simple_dir_operations;
		inc_nlink(inode); /* its own "." */
		return inode;
	}
	inode->i_op = &tinyfs_file_inode_operations;
	inode->i_fop = &tinyfs_file_operations;
	inode->i_mapping->a_ops = &tinyfs_address_space_operations;
	if (!tinyfs_store_new(inode))
		return inode;
	iput(inode);
	return NULL;
}

static int make(TINYFS_IDMAP_ARG struct inode *dir, struct dentry *dentry, umode_t mode)
{
	struct inode *inode = tinyfs_new_inode(dir->i_sb, mode);

	if (!inode)
		return -ENOMEM;
	inode_init_owner(TINYFS_IDMAP inode, dir, mode);
	tinyfs_stamp(dir);
	tinyfs_keep(dentry, inode);
	return 0;
}

/* Nobody else has this directory, so O_EXCL makes no difference. */
static int tinyfs_create(TINYFS_IDMAP_ARG struct inode *dir, struct dentry *dentry,
#if TINYFS_HAVE_CREATE_SHORT
			 umode_t mode)
#else
			 umode_t mode, bool exclusive)
#endif
{
	return make(TINYFS_IDMAP dir, dentry, mode | S_IFREG);
}

static TINYFS_MKDIR_TYPE tinyfs_mkdir(TINYFS_IDMAP_ARG struct inode *dir,
				      struct dentry *dentry, umode_t mode)
{
	int error = make(TINYFS_IDMAP dir, dentry, mode | S_IFDIR);

	if (!error)
		inc_nlink(dir);
	return TINYFS_MKDIR_RESULT(error);
}

static const struct inode_operations tinyfs_dir_inode_operations = {
	.lookup = simple_lookup,
	.create = tinyfs_create,
	.link = simple_link,
	.unlink = simple_unlink,
	.mkdir = tinyfs_mkdir,
	.rmdir = simple_rmdir,
	.rename = simple_rename,
};
