/* {"api": "include_absent_same", "comment": "the same, by a question that would be no otherwise"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/nobody_has_this.h>
void question(void)
{
	nobody_has_this();
}
