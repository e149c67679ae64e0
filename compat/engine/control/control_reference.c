/* {"api": "control_reference", "comment": "must reference a function from its code and a static key from __jump_table alone"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/jump_label.h>

extern struct static_key_false kshim_control_key;
extern void kshim_control_function(void);

void question(void)
{
	if (static_branch_unlikely(&kshim_control_key))
		kshim_control_function();
}
