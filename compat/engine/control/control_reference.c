/* {"api": "control_reference", "comment": "must reference a function from its code and a static key from __jump_table alone"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <linux/jump_label.h>

extern void kshim_control_function(void);
#ifdef static_branch_unlikely
extern struct static_key_false kshim_control_key;
#else
/* Behind questions' own headers alone there need be no static keys. */
extern void kshim_control_keyless(void);
#endif

void question(void)
{
#ifdef static_branch_unlikely
	if (static_branch_unlikely(&kshim_control_key))
		kshim_control_function();
#else
	kshim_control_function();
	kshim_control_keyless();
#endif
}
