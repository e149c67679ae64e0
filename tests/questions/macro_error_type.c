/* {"api": "macro_error_type", "comment": "min() of two types"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
long question(long l, struct page *p)
{
	return min(l, p);
}
