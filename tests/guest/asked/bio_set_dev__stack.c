// SPDX-License-Identifier: BSD-2-Clause
/*
 * bio_set_dev() as drivers use it that stack a disk on another: /dev/stack lies on /dev/ram1. Reads
 * are sent there as they come; a write is cloned, and a task of the driver's own, which is in the
 * root cgroup, sends the clone. bio_set_dev__stack.steps reads and writes.
 *
 * Rows: without writes reads not_old_disk
 */
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/kthread.h>
#include <linux/module.h>

#include "asked.h"
#include "asked_config.h"

static bool without;
module_param(without, bool, 0444);
MODULE_PARM_DESC(without, "give the bio its disk without the call");

static struct gendisk *stack;
static struct task_struct *sender;
static struct bio_set clones;
static struct bio_list waiting = BIO_EMPTY_LIST;
static DEFINE_SPINLOCK(waiting_lock);
static DECLARE_WAIT_QUEUE_HEAD(waiting_wait);

static void send(struct bio *bio)
{
	if (without)
		bio->bi_bdev = helper_disk(1);
	else
		bio_set_dev(bio, helper_disk(1));
	submit_bio_noacct(bio);
}

static void written(struct bio *clone)
{
	struct bio *bio = clone->bi_private;

	bio->bi_status = clone->bi_status;
	bio_put(clone);
	bio_endio(bio);
}

static struct bio *next(void)
{
	struct bio *bio;

	spin_lock_irq(&waiting_lock);
	bio = bio_list_pop(&waiting);
	spin_unlock_irq(&waiting_lock);
	return bio;
}

static int send_writes(void *unused)
{
	struct bio *clone = NULL;

	while (!kthread_should_stop()) {
		wait_event_interruptible(waiting_wait,
					 (clone = next()) || kthread_should_stop());
		if (clone)
			send(clone);
	}
	return 0;
}

static void stack_submit_bio(struct bio *bio)
{
	struct bio *clone;

	if (bio_op(bio) != REQ_OP_WRITE) {
		send(bio);
		return;
	}
	clone = bio_alloc_clone(bio->bi_bdev, bio, GFP_NOIO, &clones);
	clone->bi_private = bio;
	clone->bi_end_io = written;
	spin_lock_irq(&waiting_lock);
	bio_list_add(&waiting, clone);
	spin_unlock_irq(&waiting_lock);
	wake_up(&waiting_wait);
}

static const struct block_device_operations stack_operations = {
	.owner = THIS_MODULE,
	.submit_bio = stack_submit_bio,
};

static int __init stack_init(void)
{
	int error = bioset_init(&clones, 64, 0, 0);

	if (error)
		return error;
	sender = kthread_run(send_writes, NULL, "stack");
	if (IS_ERR(sender)) {
		error = PTR_ERR(sender);
		goto no_sender;
	}
#if ASKED_HAVE_BLK_ALLOC_DISK_LIMITS
	stack = blk_alloc_disk(NULL, NUMA_NO_NODE);
#else
	stack = blk_alloc_disk(NUMA_NO_NODE) ?: ERR_PTR(-ENOMEM);
#endif
	if (IS_ERR(stack)) {
		error = PTR_ERR(stack);
		goto no_disk;
	}
	stack->fops = &stack_operations;
	strscpy(stack->disk_name, "stack", sizeof(stack->disk_name));
	set_capacity(stack, bdev_nr_sectors(helper_disk(1)));
	error = add_disk(stack);
	if (!error)
		return 0;
	put_disk(stack);
no_disk:
	kthread_stop(sender);
no_sender:
	bioset_exit(&clones);
	return error;
}
module_init(stack_init);

static void __exit stack_exit(void)
{
	del_gendisk(stack);
	put_disk(stack);
	kthread_stop(sender);
	bioset_exit(&clones);
}
module_exit(stack_exit);

MODULE_DESCRIPTION("test consumer: bio_set_dev() of a disk on another");
MODULE_LICENSE(LICENCE);
