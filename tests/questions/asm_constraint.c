/* {"api": "asm_constraint", "comment": "an impossible assembler constraint"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(int i)
{
	asm volatile("" : : "i" (i));
}
