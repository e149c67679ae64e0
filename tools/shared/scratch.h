/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_SCRATCH_H
#define KSHIM_SCRATCH_H

#include "shared/failure.h"

/* Make a new folder for temporary files in $TMPDIR or /tmp; its path, or NULL. */
char *scratch_make(struct failure *failure);

/* Remove it with all that it holds, and free @folder, which may be NULL. */
void scratch_remove(char *folder);

#endif /* KSHIM_SCRATCH_H */
