/* {"api": "local_absent_name", "comment": "a variable has the name of a function that others call and nobody has"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(int (*iterate_nobody)(int))
{
	return iterate_nobody(1);
}
