/* {"api": "local_irq_save", "release": "4.20-rc1", "commit": "8af190958059", "role": "report", "comment": "references pv_ops with paravirtualisation; it was GPL-only for some release candidates"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
unsigned long question(void)
{
	unsigned long flags;

	local_irq_save(flags);
	return flags;
}
