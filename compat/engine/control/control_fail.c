/* {"api": "control_fail", "comment": "must be answered no, whatever flags a question brings: no flag lets an undeclared variable pass"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
	(void)kshim_control_nobody_declares_this;
}
