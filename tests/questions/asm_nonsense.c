/* {"api": "asm_nonsense", "comment": "assembler that no machine knows"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
	asm volatile("nobody_has_this %eax");
}
