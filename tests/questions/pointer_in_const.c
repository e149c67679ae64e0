/* {"api": "pointer_in_const", "comment": "function pointers in a static const struct"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int pointer_in_const_open(struct inode *i, struct file *f)
{
	return nonseekable_open(i, f);
}

static const struct file_operations pointer_in_const = {
	.open = pointer_in_const_open,
	.read_iter = generic_file_read_iter,
};

const void *question(void)
{
	return &pointer_in_const;
}
