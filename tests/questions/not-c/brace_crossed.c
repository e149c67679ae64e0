/* {"api": "brace_crossed", "comment": "brackets that cross"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *p)
{
	put_page((p};
)
