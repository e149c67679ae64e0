/* {"api": "flag_define", "comment": "a flag that defines", "flags": "-DFLAG_DEFINE=vfree -DFLAG_TWO"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void *v)
{
	FLAG_DEFINE(v);
}
