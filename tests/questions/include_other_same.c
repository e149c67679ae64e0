/* {"api": "include_other_same", "comment": "the same header"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/crc32.h>
int question(void *v)
{
	return crc32_be(0, v, 4);
}
