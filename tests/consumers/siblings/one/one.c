// SPDX-License-Identifier: BSD-2-Clause
/* A GPL module beside one that is not; it uses nothing that kshim has. */
#include <linux/module.h>

int siblings_one(void);
int siblings_one(void)
{
	return 1;
}
EXPORT_SYMBOL(siblings_one);

MODULE_DESCRIPTION("test consumer: exports a symbol to its sibling");
MODULE_LICENSE("GPL");
