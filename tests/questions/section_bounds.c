/* {"api": "section_bounds", "comment": "the linker brings it, which modpost of 7.2 knows and that of 6.1 does not"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
extern char __start_kshim_nobody[];

void *question(void)
{
	return __start_kshim_nobody;
}
