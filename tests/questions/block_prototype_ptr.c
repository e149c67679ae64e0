/* {"api": "block_prototype_ptr", "comment": "a prototype in a block, another has another"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void *question(void)
{
	void *block_prototype(void *);

	return block_prototype(NULL);
}
