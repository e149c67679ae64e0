/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <archive.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/file.h"

/* No module is larger; a few hostile bytes can claim to be. */
#define UNPACKED_MOST (1ULL << 30)

static const struct format {
	const char *magic;
	size_t length;
} formats[] = {
	{ "\x1f\x8b", 2 },
	{ "\xfd"
	  "7zXZ",
	  5 },
	{ "\x28\xb5\x2f\xfd", 4 },
};

static bool is_packed(int fd)
{
	char magic[8];
	ssize_t length = pread(fd, magic, sizeof(magic), 0);
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (length >= (ssize_t)formats[i].length &&
		    !memcmp(magic, formats[i].magic, formats[i].length))
			return true;
	return false;
}

static int write_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t written = write(fd, bytes, length);

		if (written < 0)
			return -errno;
		bytes += written;
		length -= written;
	}
	return 0;
}

static int unpack_into(struct archive *archive, int packed, int unpacked)
{
	struct archive_entry *entry;
	unsigned long long total = 0;
	char bytes[1 << 16];
	ssize_t length;
	int error;

	archive_read_support_filter_gzip(archive);
	archive_read_support_filter_xz(archive);
	archive_read_support_filter_zstd(archive);
	archive_read_support_format_raw(archive);
	if (archive_read_open_fd(archive, packed, sizeof(bytes)) != ARCHIVE_OK ||
	    archive_read_next_header(archive, &entry) != ARCHIVE_OK)
		return -EINVAL;
	while ((length = archive_read_data(archive, bytes, sizeof(bytes))) > 0) {
		total += length;
		if (total > UNPACKED_MOST)
			return -EFBIG;
		error = write_all(unpacked, bytes, length);
		if (error)
			return error;
	}
	return length < 0 ? -EINVAL : 0;
}

/* Returns the descriptor of the unpacked content. */
static int unpack(const char *path, int packed, struct failure *failure)
{
	struct archive *archive = archive_read_new();
	int unpacked = memfd_create("kshim", MFD_CLOEXEC);
	int error;

	if (!archive || unpacked < 0)
		error = failure_memory(failure);
	else
		error = unpack_into(archive, packed, unpacked);
	if (error == -EFBIG)
		failure_set(failure, error, "Unpacked, it is larger than 1 GiB.",
			    "No kernel module is. Fetch the file anew.",
			    "%s can't be unpacked.", path);
	else if (error)
		failure_set(failure, error,
			    archive ? archive_error_string(archive) : NULL,
			    "The file is damaged: fetch or build it anew.",
			    "%s can't be unpacked.", path);
	archive_read_free(archive);
	if (!error)
		return unpacked;
	if (unpacked >= 0)
		close(unpacked);
	return error;
}

int file_open(const char *path, struct failure *failure)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat status;
	int unpacked;

	if (fd < 0)
		return failure_set(failure, -errno, strerror(errno),
				   errno == EACCES ?
					   "Run this as a user who may read it." :
					   "Check the name.",
				   "%s can't be read.", path);
	if (!fstat(fd, &status) && S_ISDIR(status.st_mode)) {
		close(fd);
		return failure_set(failure, -EISDIR, "It is a folder.",
				   "Name a file in it.", "%s can't be read.", path);
	}
	if (!is_packed(fd))
		return fd;
	unpacked = unpack(path, fd, failure);
	close(fd);
	return unpacked;
}

static int read_all(int fd, char **text, size_t *length)
{
	size_t room = 1 << 16;
	struct stat status;
	ssize_t got;

	if (!fstat(fd, &status) && status.st_size > 0)
		room = status.st_size + 2;
	if (lseek(fd, 0, SEEK_SET) < 0 && errno != ESPIPE)
		return -errno;
	*length = 0;
	*text = malloc(room);
	while (*text && (got = read(fd, *text + *length, room - *length - 1)) > 0) {
		*length += got;
		if (*length + 1 == room) {
			char *more = realloc(*text, room *= 2);

			if (!more)
				free(*text);
			*text = more;
		}
	}
	if (!*text)
		return -ENOMEM;
	if (got < 0) {
		got = -errno;
		free(*text);
		return got;
	}
	(*text)[*length] = '\0';
	return 0;
}

int file_read(const char *path, char **text, size_t *length, struct failure *failure)
{
	int fd = file_open(path, failure);
	int error;

	if (fd < 0)
		return fd;
	error = read_all(fd, text, length);
	close(fd);
	if (error)
		failure_set(failure, error, strerror(-error), "Try again.",
			    "%s can't be read.", path);
	return error;
}

/* A new file for writing, with the mode that any other would have. */
static FILE *create(char *name)
{
	mode_t mask = umask(0);
	int fd;
	FILE *out;

	umask(mask);
	fd = mkostemp(name, O_CLOEXEC);
	if (fd < 0)
		return NULL;
	out = fchmod(fd, 0666 & ~mask) ? NULL : fdopen(fd, "w");
	if (!out) {
		close(fd);
		unlink(name);
	}
	return out;
}

int file_replace(const char *path, int (*write)(FILE *out, void *data), void *data)
{
	char *beside;
	FILE *out;
	int error;

	if (asprintf(&beside, "%s.XXXXXX", path) < 0)
		return -ENOMEM;
	out = create(beside);
	if (!out) {
		error = -errno;
		free(beside);
		return error;
	}
	error = write(out, data);
	if (fclose(out) && !error)
		error = -errno;
	if (!error && rename(beside, path))
		error = -errno;
	if (error)
		unlink(beside);
	free(beside);
	return error;
}
