// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * A module that may use every symbol, built without any flags: what the kernel's
 * own put_page() is and costs, on the same kernel.
 */
#include "consumer.h"

MODULE_DESCRIPTION("test consumer: the kernel's own put_page()");
MODULE_LICENSE("GPL");
