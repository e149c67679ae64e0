/* {"api": "wait_on_page_bit", "release": "4.14", "commit": "-", "role": "means", "comment": "what wait_on_page_writeback() waits by, up to 5.15"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *page)
{
	wait_on_page_bit(page, PG_writeback);
}
