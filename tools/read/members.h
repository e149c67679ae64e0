/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_MEMBERS_H
#define KSHIM_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>

#include "shared/failure.h"

/*
 * Object files by name, and those in archives of ar ("lib.a"), each of which is unpacked into a file of
 * its own until members_free().
 */
struct member {
	char *path;  /* where it can be read */
	char *shown; /* what it is called: "lib.a(file.o)" */
};

struct members {
	struct member *list;
	size_t count;
	char *folder; /* what was unpacked; NULL: nothing */
};

/* Add the file @path, or what is in it. Returns 0 or -errno. */
int members_add(struct members *members, const char *path, struct failure *failure);

void members_free(struct members *members);

#endif /* KSHIM_MEMBERS_H */
