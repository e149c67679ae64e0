/* {"api": "get_user", "release": "5.12", "commit": "7613f5a66bec", "role": "report", "comment": "references the static keys mmu_feature_keys on powerpc, GPL-only up to 5.17"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(int __user *from, int *to)
{
	return get_user(*to, from);
}
