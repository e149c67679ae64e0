// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * rcu_read_unlock_strict(), which rcu_read_unlock() calls in Linux 5.10 to 5.15 where RCU isn't
 * preemptible, and with it pfn_valid() of 5.10's stable updates, percpu_ref_get(), and some 160
 * other inlines.
 *
 * Mechanism: the function ends a reader's grace period at once in a kernel that was built with
 * CONFIG_RCU_STRICT_GRACE_PERIOD, to find readers that keep a pointer too long. In all others
 * it returns at its first condition: IS_ENABLED() of that option is part of it (kernel/rcu/
 * tree_plugin.h of 5.10.262 and 5.15.100). So a function that does nothing is the same.
 * Configure asks for the option, and where it is set there is no substitute.
 *
 * Reason: aa40c138cc8f ("rcu: Report QS for outermost PREEMPT=n rcu_read_unlock() for strict
 * GPs"), 5.10, exported it GPL-only. Until then rcu_read_unlock() was preempt_enable() there,
 * free to every module; in 5.16 it is again, unless that option is set.
 *
 * May go when no kernel before 5.16 is in use.
 */
#include <linux/rcupdate.h>

#include "kshim_config.h"
#include "substitute.h"

#if KSHIM_SUBSTITUTE_RCU_READ_UNLOCK_STRICT
KSHIM_DECLARE(rcu_read_unlock_strict);
void kshim_rcu_read_unlock_strict(void)
{
}
KSHIM_EXPORT(rcu_read_unlock_strict);
#endif
