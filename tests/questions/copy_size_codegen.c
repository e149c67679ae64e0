/* {"api": "copy_size_codegen", "comment": "a copy to an object that is too small"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(void __user *u)
{
	char c[4];

	return copy_from_user(c, u, 8) + c[0];
}
