/* {"api": "wait_on_page_writeback", "release": "5.2", "commit": "19343b5bdd16", "role": "report", "comment": "was an inline, became a GPL-only function"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *page)
{
	wait_on_page_writeback(page);
}
