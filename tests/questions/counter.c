/* {"api": "counter", "comment": "a number that counts what stands before it"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(struct page *p)
{
	if (__COUNTER__ % 2)
		put_page(p);
	return 0;
}
