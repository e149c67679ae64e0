/* {"api": "division", "comment": "a division that the compiler may call a function for"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
unsigned long long question(unsigned long long a, unsigned long long b)
{
	return div64_u64(a, b);
}
