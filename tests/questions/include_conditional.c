/* {"api": "include_conditional", "comment": "a header that is taken where it is there"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#if __has_include(<linux/fdtable.h>)
#include <linux/fdtable.h>
#endif
void *question(struct files_struct *f)
{
	return files_fdtable(f);
}
