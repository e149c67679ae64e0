/* {"api": "own_static_2"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static const struct file_operations *helper_nobody(void)
{
	return NULL;
}

int fops_nobody __attribute__((unused));

const struct file_operations *question(void)
{
	fops_nobody++;
	return helper_nobody();
}
