/* {"api": "orphan_init", "comment": "a module's own start"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int __init orphan_init(void)
{
	return register_filesystem(NULL);
}
module_init(orphan_init);
void question(void)
{
}
