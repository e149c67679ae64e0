// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * preempt_schedule_notrace(), by which preempt_enable_notrace() reschedules, and with it
 * this_cpu_read() on arm64, powerpc, riscv and, before 7.2, s390, and all else of this_cpu_* on arm64
 * and s390, in a kernel with CONFIG_PREEMPTION. (With CONFIG_PREEMPT_DYNAMIC they call
 * dynamic_preempt_schedule_notrace(), which is plain.)
 *
 * Mechanism: preempt_schedule() is plain, and the same to the letter but for one thing: around
 * the switch preempt_schedule_notrace() leaves and enters the user context of the context
 * tracking (exception_enter() and exception_exit()). They do something only where that tracking
 * is on (nohz_full=) and believes the processor to be in user mode, that is in the entry from
 * user mode before user_exit(), and in the return to it after user_enter(). What runs there is
 * noinstr code of the kernel, and what is hooked into it by the function tracer or kprobes,
 * both of which are for GPL modules alone. A module that may need this substitute has no code
 * there. Both functions begin by returning where preemption is off, disable it by the notrace
 * calls before anything can be traced, and are notrace themselves, as this one is: no tracer
 * comes back to it. Read in 5.4.273, 6.8, 7.2.13 and 7.3-rc7 (kernel/sched/core.c).
 *
 * Not x86: there the symbol is called from assembly that saves all registers, and no module
 * calls it.
 *
 * Reason: until 5.0 (arm64) and 5.4 (s390) this_cpu_add() of a preemptible kernel ended in
 * preempt_enable(), whose preempt_schedule() is plain; 959bf2fd03b5 ("arm64: percpu: Rewrite
 * per-cpu ops to allow use of LSE atomics").
 */
#include "kshim_config.h"

#if KSHIM_SUBSTITUTE_PREEMPT_SCHEDULE_NOTRACE || KSHIM_SUBSTITUTE_PREEMPT_NOTRACE_S390
#include <linux/compiler.h>
#include <linux/preempt.h>

#include "substitute.h"

KSHIM_DECLARE(preempt_schedule_notrace);
void notrace kshim_preempt_schedule_notrace(void)
{
	preempt_schedule();
}
KSHIM_EXPORT(preempt_schedule_notrace);
#endif
