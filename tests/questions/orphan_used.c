/* {"api": "orphan_used", "comment": "a variable that nobody reads, kept"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static void *orphan_used __used = vfree;
void question(void)
{
}
