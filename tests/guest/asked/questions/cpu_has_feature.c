/* {"api": "cpu_has_feature"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
bool question(void);
bool question(void)
{
	return cpu_has_feature(CPU_FTR_ALTIVEC);
}
