/* {"api": "namespace_import_word"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/dma-buf.h>

MODULE_IMPORT_NS(DMA_BUF);

void question(void)
{
	dma_buf_get(0);
}
