/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_TRUSTED_H
#define KSHIM_TRUSTED_H

#include "shared/failure.h"

/*
 * kshim-config, as root's shell may run it by a name that outlives a version of kshim: the
 * program, what it reads and all folders on the way are root's, who alone may write to them,
 * and the path has nothing in it that a shell takes notice of. *@program is to be freed.
 * 0 or -errno.
 */
int trusted_config(char **program, struct failure *failure);

#endif /* KSHIM_TRUSTED_H */
