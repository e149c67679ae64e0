/* {"api": "cpu_has_feature", "release": "4.8", "commit": "4db7327194db", "role": "report", "comment": "references the GPL-only static keys cpu_feature_keys on powerpc"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
bool question(void);
bool question(void)
{
	return cpu_has_feature(CPU_FTR_ALTIVEC);
}
