// SPDX-License-Identifier: BSD-2-Clause
#include <linux/fs_context.h>
#include <linux/module.h>

#include "tinyfs.h"

static void tinyfs_evict_inode(struct inode *inode)
{
	truncate_inode_pages_final(&inode->i_data);
	tinyfs_store_free(inode);
	clear_inode(inode);
}

static const struct super_operations tinyfs_super_operations = {
	.evict_inode = tinyfs_evict_inode,
	.statfs = simple_statfs,
};

static int tinyfs_fill_super(struct super_block *sb, struct fs_context *context)
{
	struct inode *root;
	int error;

	sb->s_op = &tinyfs_super_operations;
	sb->s_magic = 0x74696e79; /* tiny */
	sb->s_maxbytes = MAX_LFS_FILESIZE;
	sb->s_blocksize = PAGE_SIZE;
	sb->s_blocksize_bits = PAGE_SHIFT;
	sb->s_time_gran = 1;
	/* One of its own, since dirty pages of the common one are never written back. */
	error = super_setup_bdi(sb);
	if (error)
		return error;
	root = tinyfs_new_inode(sb, S_IFDIR | 0755);
	sb->s_root = root ? d_make_root(root) : NULL;
	return sb->s_root ? 0 : -ENOMEM;
}

static int tinyfs_get_tree(struct fs_context *context)
{
	return get_tree_nodev(context, tinyfs_fill_super);
}

static const struct fs_context_operations tinyfs_context_operations = {
	.get_tree = tinyfs_get_tree,
};

static int tinyfs_init_fs_context(struct fs_context *context)
{
	context->ops = &tinyfs_context_operations;
	return 0;
}

static struct file_system_type tinyfs_type = {
	.owner = THIS_MODULE,
	.name = "tinyfs",
	.init_fs_context = tinyfs_init_fs_context,
	.kill_sb = tinyfs_kill_super,
};

static int __init tinyfs_init(void)
{
	return register_filesystem(&tinyfs_type);
}

static void __exit tinyfs_exit(void)
{
	unregister_filesystem(&tinyfs_type);
}

module_init(tinyfs_init);
module_exit(tinyfs_exit);

MODULE_ALIAS_FS("tinyfs");
MODULE_DESCRIPTION("a small file system in memory, apart from the page cache");
MODULE_LICENSE("BSD");
