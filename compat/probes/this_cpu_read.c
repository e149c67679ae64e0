/* {"api": "this_cpu_read", "release": "5.0", "commit": "959bf2fd03b5", "role": "report", "comment": "references the GPL-only preempt_schedule_notrace where the kernel is preemptible, but for x86"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
unsigned long question(unsigned long __percpu *counter);
unsigned long question(unsigned long __percpu *counter)
{
	return this_cpu_read(*counter);
}
