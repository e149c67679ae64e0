/* {"api": "this_cpu_inc", "release": "5.0", "commit": "959bf2fd03b5", "role": "report", "comment": "references the GPL-only preempt_schedule_notrace on arm64 and s390 where the kernel is preemptible"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(unsigned long __percpu *counter)
{
	this_cpu_inc(*counter);
}
