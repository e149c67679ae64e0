/* {"api": "return_missing", "comment": "a semicolon is missing inside"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void *question(struct page *p)
{
	return p
}
