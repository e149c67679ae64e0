/* {"api": "werror_empty", "flags": "-Werror", "comment": "nothing of the wrapper may warn"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
}
