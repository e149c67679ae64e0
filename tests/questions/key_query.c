/* {"api": "key_query", "comment": "names __SCK__cond_resched in its code"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/static_call.h>

void *question(void)
{
	return (void *)static_call_query(cond_resched);
}
