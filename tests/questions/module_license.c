/* {"api": "module_license", "comment": "brings a licence of its own"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
MODULE_LICENSE("GPL");
void question(void)
{
	rcu_read_lock();
}
