/* {"api": "brace_missing", "comment": "a brace is missing"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *p)
{
	if (p) {
		put_page(p);
}
