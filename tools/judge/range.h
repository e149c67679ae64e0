/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Which kernels an entry of the catalogue is for, as compat/decision/range.awk has it, which tells
 * how they are written; tests/readers holds the two together.
 */
#ifndef KSHIM_RANGE_H
#define KSHIM_RANGE_H

#include <stdbool.h>

#include "read/kernel.h"

/* Does @kernels name @release, which @vendor ("RHEL 8.4") counts otherwise, if it isn't ""? */
bool range_covers(const char *kernels, const char *release, const char *vendor);

/* @vendor, of a distribution that goes by releases of its own; "" for all others. */
void range_vendor(const struct kernel *kernel, char vendor[static 32]);

#endif /* KSHIM_RANGE_H */
