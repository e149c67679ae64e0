/* {"api": "orphan_param_2", "comment": "another module parameter"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static char *orphan_param_2;
module_param(orphan_param_2, charp, 0644);
void *question(void)
{
	return orphan_param_2;
}
