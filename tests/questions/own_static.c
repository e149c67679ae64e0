/* {"api": "own_static"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int helper_nobody(struct page *page)
{
	put_page(page);
	return 0;
}

static const struct file_operations fops_nobody __attribute__((unused)) = {
	.llseek = NULL,
};

int question(struct page *page)
{
	return helper_nobody(page);
}
