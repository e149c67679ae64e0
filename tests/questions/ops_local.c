/* {"api": "ops_local", "comment": "a table in a block"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
const void *question(void)
{
	static const struct file_operations ops = { .fsync = generic_file_fsync };

	return &ops;
}
