/* {"api": "defines_kfree", "comment": "defines a function of the kernel for everybody"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void kfree(const void *v)
{
	vfree(v);
}

void question(void *v)
{
	kfree(v);
}
