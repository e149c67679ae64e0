/* {"api": "helper_borrowed", "comment": "calls a helper that only others declare"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int helper_borrowed_own;

int question(void *v)
{
	return helper(v) + helper_borrowed_own++;
}
