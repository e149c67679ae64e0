/* {"api": "helper_borrowed_plain", "comment": "calls a helper that only others declare, has no file scope"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(void *v)
{
	return helper(v);
}
