/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_LICENCE_H
#define KSHIM_LICENCE_H

#include <stdbool.h>

/*
 * Does the kernel count MODULE_LICENSE(@string) as GPL-compatible? Only these exact
 * strings are: license_is_gpl_compatible(), the same in Linux 4.18 to 7.3.
 */
bool licence_is_gpl_compatible(const char *string);

/* Those strings, up to a NULL. */
const char *const *licence_list(void);

/* Does it speak of the GPL, and the kernel doesn't know it? "GPLv2". */
bool licence_is_mistaken(const char *string);

#endif /* KSHIM_LICENCE_H */
