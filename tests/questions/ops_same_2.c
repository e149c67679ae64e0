/* {"api": "ops_same_2", "comment": "a table with the name of another's"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static const struct file_operations ops = {
	.splice_read = nobody_has_this,
};

const void *question(void)
{
	return &ops;
}
