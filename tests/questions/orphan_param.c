/* {"api": "orphan_param", "comment": "a module parameter"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int orphan_param;
module_param(orphan_param, int, 0644);
int question(void)
{
	return orphan_param;
}
