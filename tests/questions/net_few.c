/* {"api": "net_few", "comment": "the compiler tells of the declaration, in a header, right above its neighbour's error"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/net.h>

void question(void)
{
	sock_create_kern(0, 0, 0, NULL);
}
