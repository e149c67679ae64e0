/* {"api": "kernel_fpu_begin", "release": "5.0", "commit": "12209993e98c", "role": "report", "comment": "a GPL-only function by intent since; x86 only"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
	kernel_fpu_begin();
}
