/* {"api": "undef_macro", "comment": "undefines a macro of the kernel"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#undef NULL
void *question(void)
{
	return NULL;
}
