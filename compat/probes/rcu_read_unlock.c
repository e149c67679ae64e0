/* {"api": "rcu_read_unlock", "release": "5.10", "commit": "aa40c138cc8f", "role": "report", "comment": "references the GPL-only rcu_read_unlock_strict without PREEMPT_RCU, up to 5.15"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
	rcu_read_unlock();
}
