/* {"api": "tracepoint", "comment": "a call of a tracepoint"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <trace/events/sched.h>
void question(struct task_struct *t)
{
	trace_sched_process_wait(NULL);
}
