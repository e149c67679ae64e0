/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef ASKED_H
#define ASKED_H
/*
 * What the modules of this folder share: what the helper, which is GPL, does for those that are
 * not, and how they report.
 */
#include <linux/kernel.h>
#include <linux/types.h>

#ifndef LICENCE
#define LICENCE "BSD"
#endif

/* A row of the report, in the kernel's log. */
#define REPORT(good, name, format, ...) \
	pr_info("%sok " name " # " format "\n", (good) ? "" : "not ", __VA_ARGS__)

struct bio;
struct block_device;
struct dst_entry;
struct page;

/*
 * Objects that are replaced all the time; each old one is overwritten after a grace period, by
 * call_rcu(). 0 or -errno.
 */
int helper_rcu_begin(void);
/* How many were. */
unsigned long helper_rcu_end(void);
/* The object of now, for a reader: does it hold what one that nobody has overwritten holds? */
bool helper_rcu_intact(void);

/* A page under writeback, which ends after @ms milliseconds; NULL without memory. */
struct page *helper_writeback(unsigned int ms);
/* Wait until that is over, and free the page. */
void helper_writeback_free(struct page *page);

/* /dev/ram0 and /dev/ram1, as long as the helper is there. */
struct block_device *helper_disk(int number);
/* The kernel's own bio_set_dev(). */
void helper_bio_set_dev(struct bio *bio, struct block_device *disk);
/* A bio for /dev/ram0 that the cgroup is charged for in which the helper was loaded. */
struct bio *helper_bio(void);

/*
 * On each processor a task of real time that sleeps, and wakes up all the time: whoever runs
 * there is to be preempted. 0 or -errno.
 */
int helper_preempt_begin(void);
void helper_preempt_end(void);

/* The kernel's own dst_hold_safe(). */
bool helper_dst_hold_safe(struct dst_entry *dst);

/* @each of the numbers from 0 to 63, as constants: cpu_has_feature() takes no others. */
#define EACH_4(each, n) each(n) each((n) + 1) each((n) + 2) each((n) + 3)
#define EACH_16(each, n) \
	EACH_4(each, n) EACH_4(each, (n) + 4) EACH_4(each, (n) + 8) EACH_4(each, (n) + 12)
#define EACH_FEATURE(each) \
	EACH_16(each, 0) EACH_16(each, 16) EACH_16(each, 32) EACH_16(each, 48)

/* The bits of which the kernel's own cpu_has_feature() says that they are set. */
unsigned long helper_cpu_features(void);

#endif /* ASKED_H */
