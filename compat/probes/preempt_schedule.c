/* {"api": "preempt_schedule", "release": "4.18", "commit": "-", "role": "means", "comment": "reschedules where preempt_schedule_notrace() would"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
	preempt_schedule();
}
