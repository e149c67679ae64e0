/* {"api": "ops_same_1", "comment": "a table with the name of another's"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static const struct file_operations ops = {
	.read_iter = generic_file_read_iter,
};

const void *question(void)
{
	return &ops;
}
