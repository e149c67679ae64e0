// SPDX-License-Identifier: BSD-2-Clause
/*
 * A module that is not GPL-compatible and drops references by put_page() and
 * folio_put(), built with the flags that kshim tells.
 */
#include "consumer.h"

MODULE_DESCRIPTION("test consumer: put_page(), with kshim's flags");
MODULE_LICENSE("BSD");
