/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * kshim configure: a consumer's own configure, which finds answers in its cache. The shell program
 * compat/cache/configure does it all, and is usable without this command, too.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "shared/helper.h"

enum status configure_run(int argc, char **argv, struct failure *failure)
{
	char *path = data_path("compat/cache/configure");

	(void)argc;
	if (!path) {
		failure_memory(failure);
		return STATUS_TROUBLE;
	}
	argv[0] = path;
	execv(path, argv);
	failure_set(
		failure, -errno, strerror(errno),
		"Install kshim whole, or set KSHIM_DATADIR to the folder that holds its "
		"compat/ and tools/.",
		"%s can't be run.", path);
	free(path);
	return STATUS_TROUBLE;
}
