/* {"api": "string_open", "comment": "a string does not end"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
	printk("never ends);
}
