/* {"api": "alternatives", "comment": "patched instructions"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void *a, void *b, struct page *p)
{
	clear_page(a);
	copy_page(a, b);
	mb();
	cpu_relax();
	prefetchw(p);
}
