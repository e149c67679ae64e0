/* {"api": "undef_current", "comment": "undefines a macro, others need it"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#undef current
#undef BUG_ON
#undef pr_info
void question(void)
{
}
