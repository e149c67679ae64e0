/* {"api": "include_other", "comment": "a header that the prelude has not"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/crc32.h>
int question(void *v)
{
	return crc32_le(0, v, 4);
}
