/* {"api": "block_prototype_int", "comment": "a prototype in a block, another has another"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(void)
{
	int block_prototype(int);

	return block_prototype(1);
}
