/* {"api": "control_fail", "comment": "must be answered no"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
	kshim_control_nobody_declares_this();
}
