/* {"api": "include_absent", "comment": "a header that no kernel has"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/nobody_has_this.h>
void question(void)
{
}
