/* {"api": "error_bare", "comment": "#error and nothing else"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#error always
void question(void)
{
}
