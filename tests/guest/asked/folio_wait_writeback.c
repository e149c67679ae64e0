// SPDX-License-Identifier: BSD-2-Clause
/*
 * The same of the page's folio.
 *
 * Rows: waits without
 */
#define WAIT(page) folio_wait_writeback(page_folio(page))
#include "wait_on_page_writeback.c"
