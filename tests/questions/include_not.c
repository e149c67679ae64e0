/* {"api": "include_not", "comment": "what that header has, without it"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/mm.h>
int question(void *v)
{
	return nobody_declares_crc32(0, v, 4);
}
