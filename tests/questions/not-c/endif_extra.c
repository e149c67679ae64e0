/* {"api": "endif_extra", "comment": "a conditional ends that never began"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *p)
{
	put_page(p);
}
#endif
