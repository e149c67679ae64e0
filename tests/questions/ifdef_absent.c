/* {"api": "ifdef_absent", "comment": "asks the preprocessor for a function that others call and nobody has"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *p)
{
#ifndef iterate_nobody
	put_page(p);
#endif
}
