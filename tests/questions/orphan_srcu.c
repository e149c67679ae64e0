/* {"api": "orphan_srcu", "comment": "data that sections of their own hold"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/srcu.h>
DEFINE_SRCU(orphan_srcu);
int question(void)
{
	return srcu_read_lock(&orphan_srcu);
}
