/* {"api": "kr_definition", "comment": "a definition of the old kind"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(a, b)
	int a;
	struct page *b;
{
	put_page(b);
	return a;
}
