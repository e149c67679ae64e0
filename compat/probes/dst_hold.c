/* {"api": "dst_hold", "release": "6.4", "commit": "bc9d3a9f2afc", "role": "report", "comment": "references the GPL-only rcuref_get_slowpath since"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct dst_entry *dst)
{
	dst_hold(dst);
}
