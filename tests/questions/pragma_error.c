/* {"api": "pragma_error", "comment": "makes warnings errors, for everybody behind"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#pragma GCC diagnostic error "-Wunused-variable"
void question(void)
{
	int unused;
}
