/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A log of make, of DKMS or of the kernel: the messages in it that are known, and where it is from.
 */
#ifndef KSHIM_LOG_H
#define KSHIM_LOG_H

#include "read/messages.h"

/* A message, and how often it came. */
struct report {
	struct match match;
	char *line; /* the first */
	size_t times;
};

struct log {
	struct report *reports; /* in the order in which they came first */
	size_t count;
	char *release;	/* the kernel that it tells of; or NULL */
	char *consumer; /* what DKMS builds, "openafs-1.8.9" or "openafs/1.8.9"; or NULL */
	char **folders; /* where make worked, the last first; objects may lie there */
	size_t folder_count;
};

/* Read @text, which is changed. 0 or -errno; free with log_free(), after a failure, too. */
int log_read(struct log *log, const struct messages *messages, char *text,
	     struct failure *failure);
void log_free(struct log *log);

/* The name of the module that @match is about, as the kernel calls it; to be freed, or NULL. */
char *match_module(const struct match *match);

#endif /* KSHIM_LOG_H */
