// SPDX-License-Identifier: BSD-2-Clause
/*
 * this_cpu_inc() and this_cpu_read() by two tasks on each of two processors, for some seconds,
 * beside a task of the helper's that preempts them all the time. Does the sum come out right,
 * and does a task that is to be rescheduled come to the scheduler by preempt_enable_notrace() itself, and
 * not only by the next interrupt?
 *
 * Rows: counts preempts without
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/sched.h>

#include "asked.h"

#define TASKS 4

static unsigned int seconds = 10;
module_param(seconds, uint, 0);
MODULE_PARM_DESC(seconds, "for how long");

static bool without;
module_param(without, bool, 0444);
MODULE_PARM_DESC(without, "do all but the call itself");

static DEFINE_PER_CPU(unsigned long, counter);

static struct task {
	struct task_struct *task;
	struct completion done;
	unsigned long added, read, rounds, scheduled, preempted;
} tasks[TASKS];

/*
 * Does this task come to the scheduler right where preemption is enabled again? It waits for what that
 * looks at: arm64 folds the flag that another processor sets into its count when the interrupt comes.
 * The scheduler clears the flag, and may choose the same task again.
 */
static void be_preempted(struct task *task)
{
	unsigned long before;

	preempt_disable_notrace();
	while (!should_resched(PREEMPT_OFFSET))
		cpu_relax();
	before = current->nivcsw;
	if (without) {
		barrier();
		__preempt_count_dec();
	} else {
		preempt_enable_notrace();
	}
	task->scheduled += !tif_need_resched() || current->nivcsw != before;
	task->preempted += current->nivcsw != before;
	task->rounds++;
}

static int work(void *data)
{
	struct task *task = data;
	unsigned long end = jiffies + (without ? 1 : seconds) * HZ;
	int i;

	while (time_before(jiffies, end)) {
		for (i = 0; i < 1000; i++) {
			this_cpu_inc(counter);
			task->added++;
			task->read += this_cpu_read(counter) != 0;
		}
		be_preempted(task);
		cond_resched();
	}
	complete(&task->done);
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

static int __init this_cpu_init(void)
{
	unsigned long sum = 0, added = 0, read = 0, rounds = 0, scheduled = 0,
		      preempted = 0;
	int error = helper_preempt_begin(), cpu, i;

	if (error)
		return error;
	for (i = 0; i < TASKS; i++) {
		init_completion(&tasks[i].done);
		tasks[i].task = kthread_create(work, &tasks[i], "asked/%d", i);
		if (IS_ERR(tasks[i].task))
			return PTR_ERR(tasks[i].task);
		kthread_bind(tasks[i].task, i % num_online_cpus());
	}
	for (i = 0; i < TASKS; i++)
		wake_up_process(tasks[i].task);
	for (i = 0; i < TASKS; i++) {
		wait_for_completion(&tasks[i].done);
		kthread_stop(tasks[i].task);
		added += tasks[i].added;
		read += tasks[i].read;
		rounds += tasks[i].rounds;
		scheduled += tasks[i].scheduled;
		preempted += tasks[i].preempted;
	}
	helper_preempt_end();
	for_each_possible_cpu(cpu) sum += per_cpu(counter, cpu);
	REPORT(sum == added && read == added, "asked.this_cpu_read.counts",
	       "%lu times on %u processors, the sum is %lu", added, num_online_cpus(),
	       sum);
	REPORT(rounds > 100 && scheduled >= rounds - rounds / 100 &&
		       preempted > rounds / 2,
	       "asked.this_cpu_read.preempts",
	       "of %lu times the scheduler came at once %lu times, and took another task "
	       "%lu times",
	       rounds, scheduled, preempted);
	return 0;
}
module_init(this_cpu_init);

static void __exit this_cpu_exit(void)
{
}
module_exit(this_cpu_exit);

MODULE_DESCRIPTION(
	"test consumer: this_cpu_read(), this_cpu_inc(), preempt_enable_notrace()");
MODULE_LICENSE(LICENCE);
