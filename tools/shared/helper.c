/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shared/helper.h"

extern char **environ;

char *data_path(const char *file)
{
	const char *folder = getenv("KSHIM_DATADIR");
	char *path;

	if (!folder || !*folder)
		folder = KSHIM_DATADIR;
	return asprintf(&path, "%s/%s", folder, file) < 0 ? NULL : path;
}

/* Everything from @fd until its end; NULL without memory. */
static char *drain(int fd)
{
	char *text = NULL, bytes[4096];
	size_t length;
	FILE *memory = open_memstream(&text, &length);
	ssize_t got;

	if (!memory)
		return NULL;
	while ((got = read(fd, bytes, sizeof(bytes))) > 0)
		fwrite(bytes, 1, got, memory);
	return fclose(memory) ? NULL : text;
}

/* Start it with standard output at @out. */
static int start(const char *path, const char *const arguments[], int out, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);

	if (error)
		return -error;
	error = posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	if (!error)
		error = posix_spawn(child, path, &actions, NULL, (char **)arguments,
				    environ);
	posix_spawn_file_actions_destroy(&actions);
	return -error;
}

int helper_run(const char *const arguments[], char **output, struct failure *failure)
{
	int status = 0, error, ends[2] = { -1, -1 };
	char *path = data_path(arguments[0]);
	pid_t child;

	if (!path || (output && pipe2(ends, O_CLOEXEC))) {
		free(path);
		return failure_memory(failure);
	}
	error = start(path, arguments, output ? ends[1] : STDERR_FILENO, &child);
	if (error)
		failure_set(failure, error, strerror(-error),
			    "Install kshim whole, or set KSHIM_DATADIR to the folder "
			    "that holds its compat/ and tools/.",
			    "%s can't be run.", path);
	free(path);
	if (output) {
		close(ends[1]);
		*output = error ? NULL : drain(ends[0]);
		close(ends[0]);
	}
	if (error)
		return error;
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return failure_set(failure, -errno, strerror(errno), "Try again.",
					   "%s got lost.", arguments[0]);
	if (output && !*output)
		return failure_memory(failure);
	if (!WIFEXITED(status) || WEXITSTATUS(status)) {
		if (output) {
			free(*output);
			*output = NULL;
		}
		return -ECHILD;
	}
	return 0;
}
