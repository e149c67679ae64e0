/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/scratch.h"

char *scratch_make(struct failure *failure)
{
	const char *temporary = getenv("TMPDIR");
	char *folder;

	/* kbuild takes no path with spaces or colons. */
	if (!temporary || !*temporary || strpbrk(temporary, " \t\n:"))
		temporary = "/tmp";
	if (asprintf(&folder, "%s/kshim.XXXXXX", temporary) < 0) {
		failure_memory(failure);
		return NULL;
	}
	if (!mkdtemp(folder)) {
		failure_set(failure, -errno, strerror(errno),
			    "Make room there, or set TMPDIR to another folder.",
			    "No folder can be made in %s.", temporary);
		free(folder);
		return NULL;
	}
	return folder;
}

static int remove_one(const char *path, const struct stat *status, int type,
		      struct FTW *walk)
{
	return remove(path);
}

void scratch_remove(char *folder)
{
	if (folder)
		nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(folder);
}
