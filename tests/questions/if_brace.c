/* {"api": "if_brace", "comment": "each branch opens the brace"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifdef CONFIG_64BIT
void question(struct page *p) {
#else
void question(struct page *p, int i) {
#endif
	put_page(p);
}
