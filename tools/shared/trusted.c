/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <ctype.h>
#include <errno.h>
#include <ftw.h>
#include <grp.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/helper.h"
#include "shared/install_paths.h"
#include "shared/trusted.h"

/* kshim-config, where it will be after kshim's next version, too; to be freed. */
static char *config_program(void)
{
	static const char *const lasting[] = { PATH_KSHIM_CONFIG };
	size_t i;

	for (i = 0; i < sizeof(lasting) / sizeof(*lasting); i++)
		if (!access(lasting[i], X_OK))
			return strdup(lasting[i]);
	return data_path("compat/kshim-config");
}

static bool is_plain(const char *path)
{
	if (*path != '/')
		return false;
	for (; *path; path++)
		if (!isalnum((unsigned char)*path) && !strchr("/._+-", *path))
			return false;
	return true;
}

/* Debian's policy lets its group staff write to /usr/local, and calls that as good as root. */
static bool is_roots_group(gid_t id)
{
	const struct group *staff = id ? getgrnam("staff") : NULL;

	return !id || (staff && staff->gr_gid == id);
}

static bool is_roots(const struct stat *status)
{
	if (status->st_uid)
		return false;
	if (S_ISLNK(status->st_mode) || !(status->st_mode & (S_IWGRP | S_IWOTH)))
		return true;
	return !(status->st_mode & S_IWOTH) && is_roots_group(status->st_gid);
}

/* The first file that is another's, in a folder that is walked; to be freed. */
static char *foreign;

static int walk(const char *path, const struct stat *status, int type, struct FTW *level)
{
	if (is_roots(status))
		return 0;
	foreign = strdup(path);
	return 1;
}

/* The file at @path or a folder on the way there that is not root's alone, to be freed. */
static char *foreign_above(const char *path)
{
	char *name = strdup(path);
	struct stat status;

	while (name && !lstat(name, &status) && is_roots(&status)) {
		char *slash = strrchr(name, '/');

		if (!slash || !name[1]) {
			free(name);
			return NULL;
		}
		slash[slash == name] = '\0';
	}
	return name;
}

/* What is not root's of @program, the file @real, and what it reads; to be freed. */
static char *foreign_of(const char *program, const char *real)
{
	char *folder = strdup(real), *found = foreign_above(program);

	if (!found)
		found = foreign_above(real);
	if (!found && folder) {
		nftw(dirname(folder), walk, 16, FTW_PHYS);
		found = foreign;
		foreign = NULL;
	}
	free(folder);
	return found;
}

static int check(const char *program, struct failure *failure)
{
	static const char next[] =
		"Install the package kshim-dkms, or run quickstart in a "
		"checkout, as root.";
	char *real = realpath(program, NULL), *other;
	int error = 0;

	if (!real)
		return failure_set(failure, -errno, strerror(errno), next,
				   "There is no %s.", program);
	if (!is_plain(program)) {
		error = failure_set(
			failure, -EINVAL,
			"DKMS has root's shell run it, which would take its path "
			"for something else.",
			next, "'%s' can't be used by DKMS.", program);
	} else if ((other = foreign_of(program, real))) {
		char *why;

		if (asprintf(&why, "%s is not root's, or others may write to it.",
			     other) < 0)
			why = NULL;
		error = failure_set(failure, -EPERM, why, next,
				    "%s is not to be run by root.", program);
		free(why);
		free(other);
	}
	free(real);
	return error;
}

int trusted_config(char **program, struct failure *failure)
{
	int error;

	*program = config_program();
	if (!*program)
		return failure_memory(failure);
	error = check(*program, failure);
	if (error) {
		free(*program);
		*program = NULL;
	}
	return error;
}
