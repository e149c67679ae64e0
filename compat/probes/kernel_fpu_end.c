/* {"api": "kernel_fpu_end", "release": "5.0", "commit": "12209993e98c", "role": "report", "comment": "the other half of kernel_fpu_begin()"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
	kernel_fpu_end();
}
