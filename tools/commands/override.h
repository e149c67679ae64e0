/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * kshim's part of the file by which DKMS builds a consumer with kshim: /etc/dkms/CONSUMER.conf,
 * which DKMS (2.8.4 to 3.2.2 and later) sources after the consumer's own dkms.conf. All else
 * in there is the administrator's, and stays as it is.
 */
#ifndef KSHIM_OVERRIDE_H
#define KSHIM_OVERRIDE_H

#include <stdbool.h>

#include "shared/failure.h"

/* The file of @consumer, to be freed; NULL without memory. */
char *override_path(const char *consumer);

/*
 * Is kshim's part in @path? 1, 0 or -errno: one that has a beginning and no end can't be told
 * from what stands behind it. *@license and *@apis (to be freed) are what override_add() was given.
 */
int override_has(const char *path, char **license, char **apis, struct failure *failure);

/*
 * Put it at the end of @path, in place of one that is there. @license: the consumer's, NULL
 * for one that is not GPL-compatible; it holds no character that a shell would take notice of
 * inside quotes. @apis: those that it names, as options of kshim-config, " --api A --api B", or "".
 * @probe_cache: its configure's questions are learnt, and asked beforehand.
 * 0 or -errno.
 */
int override_add(const char *path, const char *consumer, const char *license,
		 const char *apis, bool probe_cache, struct failure *failure);

/* Take it out; a file in which nothing else stands is removed. 0 or -errno. */
int override_remove(const char *path, struct failure *failure);

#endif /* KSHIM_OVERRIDE_H */
