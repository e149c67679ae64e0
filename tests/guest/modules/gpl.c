// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * A module that is GPL-compatible, built with kshim's flags all the same, and
 * that uses a GPL-only symbol beside kshim's. It loads only as long as kshim.ko
 * does not taint those who import from it; and it alone leaves lock debugging on,
 * which the first module that is not GPL-compatible turns off for good.
 */
#include "consumer.h"

/* EXPORT_SYMBOL_GPL in every kernel, and in no header that put_page() needs. */
#include <linux/ktime.h>

static ktime_t (*const gpl_only)(void) __used = ktime_get;

MODULE_DESCRIPTION("test consumer: put_page() with kshim's flags, in a GPL module");
MODULE_LICENSE("GPL");
