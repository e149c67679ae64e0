/* {"api": "namespace_import_not"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/dma-buf.h>

void question(void)
{
	dma_buf_get(0);
}
