/* {"api": "percpu_ref_tryget", "release": "5.5", "commit": "9e8d42a0f7eb", "role": "report", "comment": "took the RCU read lock in an inline, GPL-only with PREEMPT_RCU"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
bool question(struct percpu_ref *ref)
{
	return percpu_ref_tryget(ref);
}
