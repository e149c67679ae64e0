/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "judge/cache.h"
#include "shared/helper.h"

/* FNV-1a: it tells states of files apart, nothing more. */
static uint64_t hash(uint64_t so_far, const void *bytes, size_t length)
{
	const unsigned char *byte = bytes;

	while (length--)
		so_far = (so_far ^ *byte++) * 0x100000001b3;
	return so_far;
}

static uint64_t hash_file(uint64_t so_far, const char *path)
{
	struct stat status;

	so_far = hash(so_far, path, strlen(path));
	if (stat(path, &status))
		return so_far;
	so_far = hash(so_far, &status.st_size, sizeof(status.st_size));
	return hash(so_far, &status.st_mtim, sizeof(status.st_mtim));
}

static uint64_t state(const char *symvers)
{
	static const char *const files[] = { "compat/lists/substitutes.list",
					     "compat/lists/macros.list", "compat/probes",
					     "compat/engine",
					     "tools/ask/compile-inlines" };
	uint64_t so_far = hash(0xcbf29ce484222325, KSHIM_VERSION, sizeof(KSHIM_VERSION));
	size_t i;

	so_far = hash_file(so_far, symvers);
	for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
		char *path = data_path(files[i]);

		if (path)
			so_far = hash_file(so_far, path);
		free(path);
	}
	return so_far;
}

static int make_folders(char *path)
{
	char *slash = path;

	while ((slash = strchr(slash + 1, '/'))) {
		*slash = '\0';
		if (mkdir(path, 0755) && errno != EEXIST)
			return -errno;
		*slash = '/';
	}
	return mkdir(path, 0755) && errno != EEXIST ? -errno : 0;
}

char *cache_folder(const char *kind, const char *release, const char *symvers,
		   struct failure *failure)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	unsigned long long key = state(symvers);
	char *path;
	int length;

	if (cache && *cache == '/')
		length = asprintf(&path, "%s/kshim/%s/%s-%016llx", cache, kind, release,
				  key);
	else
		length = asprintf(&path, "%s/.cache/kshim/%s/%s-%016llx", home ?: "",
				  kind, release, key);
	if (length < 0) {
		failure_memory(failure);
		return NULL;
	}
	if (make_folders(path)) {
		failure_set(failure, -errno, strerror(errno),
			    "Make room there, or set XDG_CACHE_HOME to another folder.",
			    "The folder %s can't be made.", path);
		free(path);
		return NULL;
	}
	return path;
}
