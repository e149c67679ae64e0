/* {"api": "crc_few", "comment": "a note about the declaration stands between two errors"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/crc16.h>

void question(void)
{
	crc16(0);
	crc16(1);
}
