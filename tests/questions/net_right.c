/* {"api": "net_right"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/net.h>

void question(void)
{
	sock_create_kern(NULL, 0, 0, 0, NULL);
}
