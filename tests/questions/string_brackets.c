/* {"api": "string_brackets", "comment": "brackets, quotes and comments within strings"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
	printk("} /* \" */ { // ( '");
	printk("%c%c%c", '"', '\'', '{');
}
