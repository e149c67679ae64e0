// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * kshim.ko: substitutes for dependency symbols that the target kernel does not
 * let every module use. Which ones, configure has decided; on most kernels none,
 * and the module is an empty shell, so that consumers need not ask first.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

#include "cpu_feature_keys.h"
#include "kshim_config.h"
#include "selftest.h"

/* By the names of their symbols; NULL behind the last, as there may be none. */
#define NAME(symbol) #symbol,
static const char *const substitutes[] = { KSHIM_SUBSTITUTES(NAME) NULL };

/* /sys/module/kshim/parameters/substitutes: a comma between two, or an empty line. */
static int substitutes_get(char *buffer, const struct kernel_param *kp)
{
	int i, length = 0;

	for (i = 0; substitutes[i]; i++)
		length += scnprintf(buffer + length, PAGE_SIZE - length, "%s%s",
				    length ? "," : "", substitutes[i]);
	return length + scnprintf(buffer + length, PAGE_SIZE - length, "\n");
}

/* It tells; nobody can set it, not even on insmod's command line. */
static int substitutes_set(const char *value, const struct kernel_param *kp)
{
	return -EPERM;
}

static const struct kernel_param_ops substitutes_ops = {
	.set = substitutes_set,
	.get = substitutes_get,
};

module_param_cb(substitutes, &substitutes_ops, NULL, 0444);
MODULE_PARM_DESC(substitutes, "dependency symbols that this module replaces (read-only)");

static bool selftest;
module_param(selftest, bool, 0);
MODULE_PARM_DESC(selftest, "check releases when the module is loaded: KTAP in the log, a "
			   "failure makes the load fail");

static int __init kshim_init(void)
{
	kshim_cpu_feature_keys_init();
	return selftest ? kshim_selftest() : 0;
}
module_init(kshim_init);

static void __exit kshim_exit(void)
{
}
module_exit(kshim_exit);

MODULE_DESCRIPTION("Substitutes for dependency symbols of the kernel's inline helpers");
MODULE_AUTHOR("The kshim developers");
/*
 * GPL-compatible, because since Linux 5.9 (262e6ae7081d "modules: inherit
 * TAINT_PROPRIETARY_MODULE") a GPL module that imports from a proprietary one
 * does not load. It is made of plain exports alone all the same; the build
 * proves that.
 */
MODULE_LICENSE("Dual BSD/GPL");
MODULE_VERSION(KSHIM_VERSION);
