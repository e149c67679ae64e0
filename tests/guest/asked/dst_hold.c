// SPDX-License-Identifier: BSD-2-Clause
/*
 * dst_hold_safe() and dst_hold() at every kind of count, against the kernel's own. It makes the
 * kernel warn, as that does.
 *
 * Rows: counts saturates without warns
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <net/dst.h>

#include "asked.h"

static const unsigned int counts[] = {
	RCUREF_ONEREF,
	1,
	1000,
	RCUREF_MAXREF - 1,
	RCUREF_MAXREF,
	RCUREF_MAXREF + 1,
	RCUREF_SATURATED,
	RCUREF_SATURATED + 1,
	RCUREF_RELEASED - 2,
	RCUREF_RELEASED - 1,
	RCUREF_RELEASED,
	RCUREF_DEAD - 1,
	RCUREF_DEAD,
	RCUREF_DEAD + 1,
	RCUREF_NOREF - 1,
	RCUREF_NOREF,
};

static bool without;
module_param(without, bool, 0444);
MODULE_PARM_DESC(without, "do all but the call itself");

static int __init hold_init(void)
{
	struct dst_entry *ours = kzalloc(2 * sizeof(*ours), GFP_KERNEL), *theirs;
	int i, same = 0, refused = 0, saturated = 0;

	if (!ours)
		return -ENOMEM;
	theirs = ours + 1;
	for (i = 0; i < ARRAY_SIZE(counts); i++) {
		bool held, hold;

		atomic_set(&ours->__rcuref.refcnt, counts[i]);
		atomic_set(&theirs->__rcuref.refcnt, counts[i]);
		held = without || dst_hold_safe(ours);
		hold = helper_dst_hold_safe(theirs);
		same += held == hold && atomic_read(&ours->__rcuref.refcnt) ==
						atomic_read(&theirs->__rcuref.refcnt);
		refused += !held;
		saturated += atomic_read(&ours->__rcuref.refcnt) == (int)RCUREF_SATURATED;
	}
	REPORT(same == ARRAY_SIZE(counts) && refused && saturated,
	       "asked.dst_hold.counts",
	       "of %zu counts %d came out as the kernel's own, %d refused, %d saturated",
	       ARRAY_SIZE(counts), same, refused, saturated);
	atomic_set(&ours->__rcuref.refcnt, RCUREF_MAXREF);
	dst_hold(ours);
	REPORT(atomic_read(&ours->__rcuref.refcnt) == (int)RCUREF_SATURATED,
	       "asked.dst_hold.saturates", "%x", atomic_read(&ours->__rcuref.refcnt));
	kfree(ours);
	return 0;
}
module_init(hold_init);

static void __exit hold_exit(void)
{
}
module_exit(hold_exit);

MODULE_DESCRIPTION("test consumer: dst_hold(), dst_hold_safe()");
MODULE_LICENSE(LICENCE);
