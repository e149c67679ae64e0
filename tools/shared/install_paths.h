/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Where things are on an installed system; packages that put them elsewhere compile with
 * other values.
 */
#ifndef KSHIM_INSTALL_PATHS_H
#define KSHIM_INSTALL_PATHS_H

/* What DKMS reads after a module's own dkms.conf: NAME.conf in here. */
#ifndef PATH_DKMS_OVERRIDES
#define PATH_DKMS_OVERRIDES "/etc/dkms"
#endif

/* The links to kshim-config that outlive a version of kshim, the best first. */
#ifndef PATH_KSHIM_CONFIG
#define PATH_KSHIM_CONFIG "/usr/bin/kshim-config", "/usr/local/bin/kshim-config"
#endif

#endif /* KSHIM_INSTALL_PATHS_H */
