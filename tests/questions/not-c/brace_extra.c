/* {"api": "brace_extra", "comment": "a brace too many"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *p)
{
	put_page(p);
}
}
