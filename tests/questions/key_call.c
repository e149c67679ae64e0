/* {"api": "key_call", "comment": "names __SCK__cond_resched in a section that is dropped in the end"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/static_call.h>

void question(void)
{
	static_call(cond_resched)();
}
