// SPDX-License-Identifier: BSD-2-Clause
/*
 * cpu_has_feature() of each bit, against the kernel's own, and against what it knows of the
 * processor. Left out, each feature is there: so would a branch say that nobody has patched.
 *
 * Rows: features spec without
 */
#include <linux/bitops.h>
#include <linux/module.h>
#include <asm/cpu_has_feature.h>

#include "asked.h"

static bool without;
module_param(without, bool, 0444);
MODULE_PARM_DESC(without, "do all but the call itself");

static int __init feature_init(void)
{
	/* The compiler knows the others. */
	unsigned long by_key = CPU_FTRS_POSSIBLE & ~CPU_FTRS_ALWAYS;
	unsigned long ours = 0, theirs = helper_cpu_features();

#define ASK(n)                                      \
	if (without || cpu_has_feature(1UL << (n))) \
		ours |= 1UL << (n);
	EACH_FEATURE(ASK)

	REPORT(ours == theirs && ours & by_key && ~ours & by_key,
	       "asked.cpu_has_feature.features",
	       "of %d features %lu came out as the kernel's own; of %lu that have a key "
	       "the processor has %lu",
	       BITS_PER_LONG, BITS_PER_LONG - hweight_long(ours ^ theirs),
	       hweight_long(by_key), hweight_long(ours & by_key));
	REPORT(!((ours ^ cur_cpu_spec->cpu_features) & by_key),
	       "asked.cpu_has_feature.spec", "%lx, of %lx that have a key", ours & by_key,
	       by_key);
	return 0;
}
module_init(feature_init);

static void __exit feature_exit(void)
{
}
module_exit(feature_exit);

MODULE_DESCRIPTION("test consumer: cpu_has_feature()");
MODULE_LICENSE(LICENCE);
