/* {"api": "two_functions", "comment": "two functions, both global"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void two_functions_other(struct page *p)
{
	get_page(p);
}

void question(struct page *p)
{
	put_page(p);
}
