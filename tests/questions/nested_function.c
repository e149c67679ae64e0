/* {"api": "nested_function", "comment": "a function in a function"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(int i)
{
	int nested(int j) { return i + j; }

	return nested(1);
}
