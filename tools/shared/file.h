/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_FILE_H
#define KSHIM_FILE_H

#include <stddef.h>
#include <stdio.h>

#include "shared/failure.h"

/*
 * Open @path for reading, its content uncompressed: what gzip, xz or zstd made is
 * unpacked into memory. Returns a descriptor, seekable if @path is a file, to be
 * closed by the caller, or -errno.
 */
int file_open(const char *path, struct failure *failure);

/*
 * Read all of @path, uncompressed. *@text gets one more byte, a NUL, and is the
 * caller's to free(). Returns 0 or -errno.
 */
int file_read(const char *path, char **text, size_t *length, struct failure *failure);

/*
 * Make @path hold what @write writes, which returns 0 or -errno: all of it or nothing. It is
 * written beside @path under a name that nobody can know beforehand, since in a folder that is
 * shared a link may wait under any other. Returns 0 or -errno.
 */
int file_replace(const char *path, int (*write)(FILE *out, void *data), void *data);

#endif /* KSHIM_FILE_H */
