/* {"api": "pragma_weak", "comment": "makes a symbol weak by a pragma"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#pragma weak vfree
void question(void *v)
{
	vfree(v);
}
