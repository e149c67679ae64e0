/* {"api": "pfn_valid", "release": "6.8-rc1", "commit": "5ec8e8ea8b77", "role": "report", "comment": "took the RCU read lock, also in stable backports; 5.10.y still does"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(unsigned long pfn)
{
	return pfn_valid(pfn);
}
