/* {"api": "rcu_read_lock", "release": "5.5", "commit": "9e8d42a0f7eb", "role": "report", "comment": "percpu_ref_tryget() came to call it; with PREEMPT_RCU it is the GPL-only __rcu_read_lock"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
	rcu_read_lock();
}
