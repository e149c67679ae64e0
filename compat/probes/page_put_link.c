/* {"api": "page_put_link", "release": "4.14", "commit": "-", "role": "means", "comment": "plain; its body is put_page(arg) up to 6.14, so wherever a device-page hook exists"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void *page)
{
	page_put_link(page);
}
