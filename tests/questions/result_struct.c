/* {"api": "result_struct", "comment": "a new struct as the result"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
struct result_struct { int i; } question(int i)
{
	struct result_struct r = { i };

	return r;
}
