// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * What the test consumers of this folder can't do themselves, since they are not GPL-compatible;
 * and the kernel's own functions, to compare theirs with.
 */
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pagemap.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/workqueue.h>
#include <net/dst.h>

#include "asked.h"
#include "asked_config.h"

#if ASKED_HAVE_CPU_HAS_FEATURE
#include <asm/cpu_has_feature.h>
#endif

#define INTACT 0x5ca1ab1eUL

struct object {
	struct rcu_head head;
	unsigned long word;
};

static struct object __rcu *object;
static struct task_struct *writer;
static atomic_long_t overwritten;

static void overwrite(struct rcu_head *head)
{
	struct object *old = container_of(head, struct object, head);

	WRITE_ONCE(old->word, 0);
	atomic_long_inc(&overwritten);
	kfree(old);
}

static int write(void *unused)
{
	long made = 0;

	while (!kthread_should_stop()) {
		struct object *new = kmalloc(sizeof(*new), GFP_KERNEL), *old;

		if (new) {
			new->word = INTACT;
			old = rcu_replace_pointer(object, new, true);
			call_rcu(&old->head, overwrite);
			made++;
		}
		if (!new || made - atomic_long_read(&overwritten) > 10000)
			usleep_range(20, 50);
		cond_resched();
	}
	return 0;
}

static struct task_struct *preempting[NR_CPUS];

static int preempt(void *unused)
{
	while (!kthread_should_stop())
		usleep_range(500, 1000);
	return 0;
}

void helper_preempt_end(void)
{
	int cpu;

	for_each_online_cpu(cpu) if (!IS_ERR_OR_NULL(preempting[cpu]))
		kthread_stop(preempting[cpu]);
}
EXPORT_SYMBOL(helper_preempt_end);

int helper_preempt_begin(void)
{
	int cpu;

	for_each_online_cpu(cpu)
	{
		preempting[cpu] = kthread_create(preempt, NULL, "helper/%u", cpu);
		if (IS_ERR(preempting[cpu])) {
			helper_preempt_end();
			return PTR_ERR(preempting[cpu]);
		}
		kthread_bind(preempting[cpu], cpu);
		sched_set_fifo(preempting[cpu]);
		wake_up_process(preempting[cpu]);
	}
	return 0;
}
EXPORT_SYMBOL(helper_preempt_begin);

int helper_rcu_begin(void)
{
	struct object *first = kmalloc(sizeof(*first), GFP_KERNEL);

	if (!first)
		return -ENOMEM;
	first->word = INTACT;
	rcu_assign_pointer(object, first);
	writer = kthread_run(write, NULL, "helper");
	return PTR_ERR_OR_ZERO(writer);
}
EXPORT_SYMBOL(helper_rcu_begin);

unsigned long helper_rcu_end(void)
{
	kthread_stop(writer);
	rcu_barrier();
	kfree(rcu_dereference_protected(object, true));
	return atomic_long_read(&overwritten);
}
EXPORT_SYMBOL(helper_rcu_end);

bool helper_rcu_intact(void)
{
	return READ_ONCE(rcu_dereference_check(object, true)->word) == INTACT;
}
EXPORT_SYMBOL(helper_rcu_intact);

#if ASKED_HAVE_FOLIO_START_WRITEBACK
#define start_writeback(page) folio_start_writeback(page_folio(page))
#define end_writeback(page) folio_end_writeback(page_folio(page))
#else
#define start_writeback(page) set_page_writeback(page)
#define end_writeback(page) end_page_writeback(page)
#endif

static struct {
	struct delayed_work work;
	struct page *page;
} writeback;

static void end(struct work_struct *work)
{
	end_writeback(writeback.page);
}

struct page *helper_writeback(unsigned int ms)
{
	writeback.page = alloc_page(GFP_KERNEL);
	if (!writeback.page)
		return NULL;
	lock_page(writeback.page);
	start_writeback(writeback.page);
	unlock_page(writeback.page);
	schedule_delayed_work(&writeback.work, msecs_to_jiffies(ms));
	return writeback.page;
}
EXPORT_SYMBOL(helper_writeback);

void helper_writeback_free(struct page *page)
{
	flush_delayed_work(&writeback.work);
	put_page(page);
}
EXPORT_SYMBOL(helper_writeback_free);

#if ASKED_HAVE_BIO_INIT
static struct block_device *disks[2];
static struct bio bio_of_another;

#if ASKED_HAVE_BDEV_FILE_OPEN_BY_PATH
static struct file *files[2];

static int open_disk(int number, const char *path)
{
	files[number] =
		bdev_file_open_by_path(path, BLK_OPEN_READ | BLK_OPEN_WRITE, NULL, NULL);
	if (IS_ERR(files[number]))
		return PTR_ERR(files[number]);
	disks[number] = file_bdev(files[number]);
	return 0;
}

static void close_disk(int number)
{
	if (disks[number])
		fput(files[number]);
}
#else
static int open_disk(int number, const char *path)
{
	struct block_device *disk =
		blkdev_get_by_path(path, FMODE_READ | FMODE_WRITE, NULL);

	if (IS_ERR(disk))
		return PTR_ERR(disk);
	disks[number] = disk;
	return 0;
}

static void close_disk(int number)
{
	if (disks[number])
		blkdev_put(disks[number], FMODE_READ | FMODE_WRITE);
}
#endif

static void close_disks(void)
{
	bio_uninit(&bio_of_another);
	close_disk(0);
	close_disk(1);
}

static int open_disks(void)
{
	int error = open_disk(0, "/dev/ram0") ?: open_disk(1, "/dev/ram1");

	bio_init(&bio_of_another, error ? NULL : disks[0], NULL, 0, REQ_OP_WRITE);
	if (error)
		close_disks();
	return error;
}

struct block_device *helper_disk(int number)
{
	return disks[number];
}
EXPORT_SYMBOL(helper_disk);

void helper_bio_set_dev(struct bio *bio, struct block_device *disk)
{
	bio_set_dev(bio, disk);
}
EXPORT_SYMBOL(helper_bio_set_dev);

struct bio *helper_bio(void)
{
	return &bio_of_another;
}
EXPORT_SYMBOL(helper_bio);
#else
static int open_disks(void)
{
	return 0;
}

static void close_disks(void)
{
}
#endif

bool helper_dst_hold_safe(struct dst_entry *dst)
{
	return dst_hold_safe(dst);
}
EXPORT_SYMBOL(helper_dst_hold_safe);

#if ASKED_HAVE_CPU_HAS_FEATURE
unsigned long helper_cpu_features(void)
{
	unsigned long features = 0;

#define SET(n)                           \
	if (cpu_has_feature(1UL << (n))) \
		features |= 1UL << (n);
	EACH_FEATURE(SET)
	return features;
}
EXPORT_SYMBOL(helper_cpu_features);
#endif

static int __init helper_init(void)
{
	INIT_DELAYED_WORK(&writeback.work, end);
	return open_disks();
}
module_init(helper_init);

static void __exit helper_exit(void)
{
	close_disks();
}
module_exit(helper_exit);

MODULE_DESCRIPTION("what the test consumers of natural substitutes stand on");
MODULE_LICENSE("GPL");
