/* {"api": "namespace_import", "comment": "its own import counts; up to 6.12 the argument was a bare word"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/dma-buf.h>

MODULE_IMPORT_NS("DMA_BUF");

void question(void)
{
	dma_buf_get(0);
}
