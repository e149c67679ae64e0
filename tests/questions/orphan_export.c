/* {"api": "orphan_export", "comment": "exports itself"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
}
EXPORT_SYMBOL_GPL(question);
