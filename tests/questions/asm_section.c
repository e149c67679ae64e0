/* {"api": "asm_section", "comment": "assembler that changes the section"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
asm(".pushsection .text\n.globl asm_section_label\nasm_section_label: .quad asm_section_symbol\n.popsection");
void question(void)
{
}
