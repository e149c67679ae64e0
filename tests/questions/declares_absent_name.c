/* {"api": "declares_absent_name", "comment": "declares what others call and nobody has"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int iterate_nobody(int i)
{
	return i + 1;
}

int question(int i)
{
	return iterate_nobody(i);
}
