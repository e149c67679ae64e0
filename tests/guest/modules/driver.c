// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * The test driver: it takes references of pages of every kind and lets a consumer
 * drop them, in every context. It is GPL and may look inside; the consumers that
 * register with it may not.
 */
#include <linux/completion.h>
#include <linux/irq_work.h>
#include <linux/kthread.h>
#include <linux/memremap.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pagemap.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait_bit.h>
#ifdef CONFIG_X86
#include <asm/msr.h>
#include <asm/tsc.h>
/* It goes on by one with each instruction, when qemu counts them. */
#define instruction_counter() rdtsc()
#else
#define instruction_counter() 0UL
#endif

#include "guest.h"
#include "guest_config.h"

/* One ioctl at a time; also no consumer comes or goes during one. */
static DEFINE_MUTEX(guest_lock);

static const struct guest_consumer *consumers[8];

int guest_register(const struct guest_consumer *consumer)
{
	int i, free = -1, error = 0;

	mutex_lock(&guest_lock);
	for (i = 0; i < ARRAY_SIZE(consumers); i++) {
		if (!consumers[i])
			free = i;
		else if (!strcmp(consumers[i]->name, consumer->name))
			error = -EEXIST;
	}
	if (!error && free < 0)
		error = -ENOSPC;
	if (!error)
		consumers[free] = consumer;
	mutex_unlock(&guest_lock);
	return error;
}
EXPORT_SYMBOL(guest_register);

void guest_unregister(const struct guest_consumer *consumer)
{
	int i;

	mutex_lock(&guest_lock);
	for (i = 0; i < ARRAY_SIZE(consumers); i++)
		if (consumers[i] == consumer)
			consumers[i] = NULL;
	mutex_unlock(&guest_lock);
}
EXPORT_SYMBOL(guest_unregister);

/* An open file: the consumer that it uses, and the page that it holds. */
struct guest {
	char name[GUEST_NAME];
	struct page *page;
	void *object; /* that page is a slab's, and this lies in it */
	void *last;   /* whom GUEST_WAKE wakes: the count of the page held last */
};

static const struct guest_consumer *guest_consumer(struct guest *guest)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(consumers); i++)
		if (consumers[i] && !strcmp(consumers[i]->name, guest->name))
			return consumers[i];
	return NULL;
}

static int references(struct page *page)
{
	return page_ref_count(compound_head(page));
}

/*
 * Unaddressable memory of a device that does not exist. A page that nobody uses
 * has one reference before 6.1 (ef233450898f "mm: free device private pages have
 * zero refcount") and none since.
 */
#if IS_ENABLED(CONFIG_DEVICE_PRIVATE)
#define PRIVATE_SIZE (128UL << 20)

static u64 private_freed;

#if GUEST_HAVE_FOLIO_FREE
static void private_free(struct folio *folio)
{
	private_freed++;
}
#else
static void private_free(struct page *page)
{
	private_freed++;
}
#endif

static vm_fault_t private_fault(struct vm_fault *vmf)
{
	return VM_FAULT_SIGBUS; /* nobody maps it */
}

static const struct dev_pagemap_ops private_ops = {
#if GUEST_HAVE_FOLIO_FREE
	.folio_free = private_free,
#else
	.page_free = private_free,
#endif
	.migrate_to_ram = private_fault,
};

static struct dev_pagemap private_map = {
	.type = MEMORY_DEVICE_PRIVATE,
	.nr_range = 1,
	.ops = &private_ops,
	.owner = &private_map,
};
static struct resource *private_memory;

/* At its first use: as long as it is there, the kernel's own key is on before 6.1. */
static int private_create(void)
{
	struct resource *memory;
	void *address;

	if (private_memory)
		return 0;
	memory = request_free_mem_region(&iomem_resource, PRIVATE_SIZE, "guest");
	if (IS_ERR(memory))
		return PTR_ERR(memory);
	private_map.range.start = memory->start;
	private_map.range.end = memory->end;
	address = memremap_pages(&private_map, numa_node_id());
	if (IS_ERR(address)) {
		release_mem_region(memory->start, PRIVATE_SIZE);
		return PTR_ERR(address);
	}
	private_memory = memory;
	return 0;
}

static void private_destroy(void)
{
	if (!private_memory)
		return;
	memunmap_pages(&private_map);
	release_mem_region(private_memory->start, PRIVATE_SIZE);
}

static struct page *private_take(void)
{
	struct page *page;
	int error = private_create();

	if (error)
		return ERR_PTR(error);
	page = pfn_to_page(PHYS_PFN(private_map.range.start));
#if GUEST_HAVE_ZONE_DEVICE_PAGE_INIT_ORDER
	zone_device_page_init(page, &private_map, 0);
	unlock_page(page);
#elif GUEST_HAVE_ZONE_DEVICE_PAGE_INIT
	zone_device_page_init(page);
	unlock_page(page);
#else
	get_page(page);
#endif
	return page;
}
#else
static const u64 private_freed;

static void private_destroy(void)
{
}

static struct page *private_take(void)
{
	return ERR_PTR(-EOPNOTSUPP);
}
#endif

static bool is_fs_dax(struct page *page)
{
	if (!is_zone_device_page(page))
		return false;
#if GUEST_HAVE_PAGE_PGMAP
	return page_pgmap(page)->type == MEMORY_DEVICE_FS_DAX;
#else
	return page->pgmap->type == MEMORY_DEVICE_FS_DAX;
#endif
}

static struct page *take(struct guest *guest, const struct guest_page *wanted)
{
	struct page *page;
	int got;

	switch (wanted->kind) {
	case GUEST_MAPPED:
		got = get_user_pages_fast(wanted->address, 1,
					  wanted->write ? FOLL_WRITE : 0, &page);
		if (got != 1)
			return ERR_PTR(got < 0 ? got : -EFAULT);
		return page;
	case GUEST_ORDER_0:
		page = alloc_page(GFP_KERNEL);
		return page ?: ERR_PTR(-ENOMEM);
	case GUEST_ORDER_3_TAIL:
		page = alloc_pages(GFP_KERNEL | __GFP_COMP, 3);
		return page ? page + 5 : ERR_PTR(-ENOMEM);
	case GUEST_SLAB:
		guest->object = kmalloc(64, GFP_KERNEL);
		if (!guest->object)
			return ERR_PTR(-ENOMEM);
		return virt_to_page(guest->object);
	case GUEST_DEVICE_PRIVATE:
		return private_take();
	default:
		return ERR_PTR(-EINVAL);
	}
}

static long hold(struct guest *guest, struct guest_page *wanted)
{
	struct page *page;

	if (guest->page)
		return -EBUSY;
	page = take(guest, wanted);
	if (IS_ERR(page))
		return PTR_ERR(page);
	guest->page = page;
	wanted->pfn = page_to_pfn(page);
	wanted->fs_dax = is_fs_dax(page);
	wanted->device_private = is_device_private_page(page);
	return 0;
}

/* The last reference of a slab's page is the slab's own. */
static void drop(struct guest *guest, void (*put)(struct page *page))
{
	struct page *page = guest->page;

	guest->last = &page->_refcount;
	guest->page = NULL;
	if (guest->object)
		kfree(guest->object);
	else
		put(page);
	guest->object = NULL;
}

static void drop_native(struct page *page)
{
	put_page(page);
}

/* Rounds in a context. */
struct job {
	void (*put)(struct page *page);
	struct page *page; /* NULL: a new one in each round, which the drop frees */
	u64 rounds;
	int before;
	bool task;  /* may be scheduled away between rounds */
	bool alone; /* nobody else takes references meanwhile */
	int wrong; /* rounds whose end was not as their begin; also contexts that were another */
	struct completion done;
};

/* Rounds without a pause. */
#define AT_A_TIME 100

static void job_rounds(struct job *job)
{
	struct page *page = job->page;
	u64 i;

	for (i = 0; i < job->rounds; i++) {
		if (job->page)
			get_page(page);
		else
			page = alloc_page(GFP_ATOMIC | __GFP_NOWARN);
		if (page)
			job->put(page);
		if (job->page && job->alone && references(page) != job->before)
			job->wrong++;
		if (!page)
			job->wrong++;
		if (i % AT_A_TIME == AT_A_TIME - 1 && job->task)
			cond_resched();
	}
}

static struct job *outside_job;

static void softirq_run(struct timer_list *timer)
{
	outside_job->wrong += !in_serving_softirq();
	job_rounds(outside_job);
	complete(&outside_job->done);
}
static DEFINE_TIMER(softirq_timer, softirq_run);

static void hardirq_run(struct irq_work *work)
{
	outside_job->wrong += !hardirq_count() || !irqs_disabled();
	job_rounds(outside_job);
	complete(&outside_job->done);
}
static struct irq_work hardirq_work;

static void softirq_start(void)
{
	mod_timer(&softirq_timer, jiffies);
}

static void hardirq_start(void)
{
	irq_work_queue(&hardirq_work);
}

static void job_outside(struct job *job, void (*start)(void))
{
	u64 left = job->rounds;

	outside_job = job;
	for (; left; left -= job->rounds) {
		job->rounds = min_t(u64, left, AT_A_TIME);
		reinit_completion(&job->done);
		start();
		wait_for_completion(&job->done);
	}
}

static void job_spinlock(struct job *job)
{
	static DEFINE_SPINLOCK(lock);
	u64 left = job->rounds;

	for (; left; left -= job->rounds) {
		job->rounds = min_t(u64, left, AT_A_TIME);
		spin_lock(&lock);
		job_rounds(job);
		spin_unlock(&lock);
	}
}

static int job_thread(void *data)
{
	struct job *job = data;

	job_rounds(job);
	complete(&job->done);
	return 0;
}

/* Half of the rounds on each of the first two processors. */
static int job_two_cpus(struct job *job)
{
	struct job half[2];
	struct task_struct *task[2];
	int i;

	if (num_online_cpus() < 2)
		return -ENODEV;
	for (i = 0; i < 2; i++) {
		half[i] = *job;
		half[i].task = true;
		half[i].alone = false;
		half[i].rounds = job->rounds / 2;
		init_completion(&half[i].done);
		task[i] = kthread_create(job_thread, &half[i], "guest/%d", i);
		if (IS_ERR(task[i])) {
			if (i)
				kthread_stop(task[0]);
			return PTR_ERR(task[i]);
		}
		kthread_bind(task[i], i);
	}
	for (i = 0; i < 2; i++)
		wake_up_process(task[i]);
	for (i = 0; i < 2; i++) {
		wait_for_completion(&half[i].done);
		job->wrong += half[i].wrong;
	}
	return 0;
}

static long rounds(struct guest *guest, struct guest_rounds *asked, bool allocate)
{
	const struct guest_consumer *consumer = guest_consumer(guest);
	struct job job = { .rounds = asked->rounds, .alone = true };
	int error = 0;

	if (!consumer)
		return -ENOENT;
	if (allocate == !!guest->page)
		return -EINVAL;
	job.put = asked->folio ? consumer->folio_put : consumer->put_page;
	if (!job.put)
		return -EOPNOTSUPP;
	job.page = guest->page;
	job.before = allocate ? 0 : references(job.page);
	init_completion(&job.done);

	switch (asked->context) {
	case GUEST_TASK:
		job.task = true;
		job_rounds(&job);
		break;
	case GUEST_SOFTIRQ:
		job_outside(&job, softirq_start);
		break;
	case GUEST_HARDIRQ:
		job_outside(&job, hardirq_start);
		irq_work_sync(&hardirq_work);
		break;
	case GUEST_SPINLOCK:
		job_spinlock(&job);
		break;
	case GUEST_TWO_CPUS:
		error = job_two_cpus(&job);
		break;
	default:
		error = -EINVAL;
	}
	asked->before = job.before;
	asked->after = allocate ? 0 : references(job.page);
	asked->wrong = job.wrong;
	return error;
}

/* The references are taken beforehand and at once, so that the drops stand alone. */
static long instructions(struct guest *guest, struct guest_instructions *asked)
{
	const struct guest_consumer *consumer = guest_consumer(guest);
	unsigned long flags;
	u64 begin, middle, end;

	if (!consumer)
		return -ENOENT;
	if (!guest->page || asked->rounds > 1000000)
		return -EINVAL;
	page_ref_add(compound_head(guest->page), asked->rounds);
	local_irq_save(flags);
	begin = instruction_counter();
	consumer->put_page_many(guest->page, asked->rounds);
	middle = instruction_counter();
	consumer->loop(asked->rounds);
	end = instruction_counter();
	local_irq_restore(flags);
	asked->drops = middle - begin;
	asked->empty = end - middle;
	return 0;
}

static long guest_drop(struct guest *guest)
{
	const struct guest_consumer *consumer = guest_consumer(guest);

	if (!consumer)
		return -ENOENT;
	if (!guest->page)
		return -EINVAL;
	drop(guest, consumer->put_page);
	return 0;
}

union guest_argument {
	struct guest_name name;
	struct guest_page page;
	struct guest_rounds rounds;
	struct guest_instructions instructions;
	__s32 count;
	__u64 freed;
};

static long guest_command(struct guest *guest, unsigned int command,
			  union guest_argument *argument)
{
	switch (command) {
	case GUEST_USE:
		memcpy(guest->name, argument->name.name, GUEST_NAME);
		guest->name[GUEST_NAME - 1] = '\0';
		return guest_consumer(guest) ? 0 : -ENOENT;
	case GUEST_HOLD:
		return hold(guest, &argument->page);
	case GUEST_DROP:
		return guest_drop(guest);
	case GUEST_COUNT:
		if (!guest->page)
			return -EINVAL;
		argument->count = references(guest->page);
		return 0;
	case GUEST_ROUNDS:
		return rounds(guest, &argument->rounds, false);
	case GUEST_ALLOCATE:
		return rounds(guest, &argument->rounds, true);
	case GUEST_INSTRUCTIONS:
		return instructions(guest, &argument->instructions);
	case GUEST_WAKE:
		if (guest->last)
			wake_up_var(guest->last);
		return 0;
	case GUEST_FREED:
		argument->freed = private_freed;
		return 0;
	default:
		return -ENOTTY;
	}
}

static long guest_ioctl(struct file *file, unsigned int command, unsigned long address)
{
	union guest_argument argument = {};
	size_t size = _IOC_SIZE(command);
	long error;

	if (size > sizeof(argument))
		return -ENOTTY;
	if ((_IOC_DIR(command) & _IOC_WRITE) &&
	    copy_from_user(&argument, (void __user *)address, size))
		return -EFAULT;
	mutex_lock(&guest_lock);
	error = guest_command(file->private_data, command, &argument);
	mutex_unlock(&guest_lock);
	if (!error && (_IOC_DIR(command) & _IOC_READ) &&
	    copy_to_user((void __user *)address, &argument, size))
		return -EFAULT;
	return error;
}

static int guest_open(struct inode *inode, struct file *file)
{
	file->private_data = kzalloc(sizeof(struct guest), GFP_KERNEL);
	return file->private_data ? 0 : -ENOMEM;
}

static int guest_release(struct inode *inode, struct file *file)
{
	struct guest *guest = file->private_data;

	if (guest->page)
		drop(guest, drop_native);
	kfree(guest);
	return 0;
}

static const struct file_operations guest_operations = {
	.owner = THIS_MODULE,
	.open = guest_open,
	.release = guest_release,
	.unlocked_ioctl = guest_ioctl,
};

static struct miscdevice guest_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "guest",
	.fops = &guest_operations,
};

static int __init guest_init(void)
{
	init_irq_work(&hardirq_work, hardirq_run);
	return misc_register(&guest_device);
}
module_init(guest_init);

static void __exit guest_exit(void)
{
	misc_deregister(&guest_device);
	private_destroy();
}
module_exit(guest_exit);

MODULE_DESCRIPTION("test driver: takes references of pages of every kind");
MODULE_LICENSE("GPL");
