/* {"api": "pragma_operator", "comment": "the same as an operator"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
_Pragma("GCC poison printk")
void question(void)
{
}
