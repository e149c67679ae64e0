/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_CACHE_H
#define KSHIM_CACHE_H

#include "read/kernel.h"

/*
 * The folder ${XDG_CACHE_HOME:-~/.cache}/kshim/@kind/KEY, made when it isn't there; KEY stands
 * for the file @symvers as it is now, the data folder's engine and this program's version. To be
 * freed; NULL and @failure when it can't be made.
 */
char *cache_folder(const char *kind, const char *release, const char *symvers,
		   struct failure *failure);

#endif /* KSHIM_CACHE_H */
