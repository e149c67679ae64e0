// SPDX-License-Identifier: BSD-2-Clause
/*
 * A module that is not GPL-compatible and drops references through kshim's
 * explicit API, built without any flags.
 */
#include <kshim/mm.h>

#define PUT_PAGE(page) kshim_put_page(page)
#define FOLIO_PUT(folio) kshim_folio_put(folio)
#include "consumer.h"

MODULE_DESCRIPTION("test consumer: kshim_put_page()");
MODULE_LICENSE("BSD");
