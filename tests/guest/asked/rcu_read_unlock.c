// SPDX-License-Identifier: BSD-2-Clause
/*
 * 10 million times rcu_read_lock() and rcu_read_unlock(), and pfn_valid(), which calls them in
 * 5.10, beside a processor that replaces what is read.
 *
 * Rows: pairs pfn_valid
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>

#include "asked.h"

#define PAIRS 10000000UL

static int __init reader_init(void)
{
	unsigned long pfn = page_to_pfn(ZERO_PAGE(0)), i, wrong = 0, valid = 0, replaced;
	int error = helper_rcu_begin();

	if (error)
		return error;
	for (i = 0; i < PAIRS; i++) {
		rcu_read_lock();
		wrong += !helper_rcu_intact();
		rcu_read_unlock();
		if (i % 100)
			continue;
		valid += pfn_valid(pfn);
		cond_resched();
	}
	replaced = helper_rcu_end();
	REPORT(!wrong && replaced > 1000, "asked.rcu_read_unlock.pairs",
	       "of %lu readers %lu saw an object that was gone, and %lu were replaced",
	       PAIRS, wrong, replaced);
	REPORT(valid == PAIRS / 100, "asked.rcu_read_unlock.pfn_valid", "%lu of %lu",
	       valid, PAIRS / 100);
	return 0;
}
module_init(reader_init);

static void __exit reader_exit(void)
{
}
module_exit(reader_exit);

MODULE_DESCRIPTION("test consumer: rcu_read_unlock(), pfn_valid()");
MODULE_LICENSE(LICENCE);
