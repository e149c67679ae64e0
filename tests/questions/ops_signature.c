/* {"api": "ops_signature", "comment": "a member of another type"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int ops_signature(struct inode *i, int a, int b, int c)
{
	return 0;
}

const void *question(void)
{
	static const struct inode_operations ops = { .permission = ops_signature };

	return &ops;
}
