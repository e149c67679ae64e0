/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_SELFTEST_H
#define KSHIM_SELFTEST_H

#include <linux/init.h>

/*
 * Check what can be checked without a file system and report KTAP in the kernel's
 * log. 0, or -EIO when a check failed. May sleep.
 */
int __init kshim_selftest(void);

#endif /* KSHIM_SELFTEST_H */
