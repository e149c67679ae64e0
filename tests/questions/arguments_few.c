/* {"api": "arguments_few", "comment": "too few arguments"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
	put_page();
}
