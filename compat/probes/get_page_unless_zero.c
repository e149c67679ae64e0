/* {"api": "get_page_unless_zero", "release": "6.11", "commit": "bd225530a4c7", "role": "report", "comment": "takes the RCU read lock since, up to 7.0, GPL-only with PREEMPT_RCU"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
bool question(struct page *page)
{
	return get_page_unless_zero(page);
}
