/* {"api": "block_prototype_none", "comment": "calls it without a prototype"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(void)
{
	return block_prototype(1);
}
