/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The file by which DKMS builds a consumer with kshim: /etc/dkms/CONSUMER.conf, which DKMS
 * (2.8.4 to 3.2.2 and later) sources after the consumer's own dkms.conf.
 */
#ifndef KSHIM_OVERRIDE_H
#define KSHIM_OVERRIDE_H

#include "shared/trouble.h"

enum override_owner {
	OVERRIDE_NONE,
	OVERRIDE_OURS,
	OVERRIDE_ADMINISTRATOR, /* anything that kshim did not write */
};

/* The file of @consumer, to be freed; NULL without memory. */
char *override_path(const char *consumer);

/* Whose @path is, or -errno. */
int override_owner(const char *path, struct trouble *trouble);

/*
 * What stands in it, to be freed; NULL without memory. @license: the consumer's, NULL for
 * one that is not GPL-compatible; it holds no character that a shell would take notice of
 * inside quotes.
 */
char *override_text(const char *consumer, const char *license);

/* Make @path hold @text, all of it or nothing. 0 or -errno. */
int override_write(const char *path, const char *text, struct trouble *trouble);

/* Remove it. 0 or -errno. */
int override_remove(const char *path, struct trouble *trouble);

#endif /* KSHIM_OVERRIDE_H */
