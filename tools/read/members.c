/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "read/members.h"
#include "shared/array.h"
#include "shared/file.h"
#include "shared/scratch.h"

/* Takes @path and @shown over, also when that fails. */
static int put(struct members *members, char *path, char *shown, struct failure *failure)
{
	struct member *more = NULL;

	if (path && shown)
		more = ARRAY_MORE(members->list, members->count);
	if (more) {
		*more = (struct member){ path, shown };
		return 0;
	}
	free(path);
	free(shown);
	return failure_memory(failure);
}

static bool is_archive(const char *path)
{
	char magic[8] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool is = fd >= 0 && pread(fd, magic, sizeof(magic), 0) == sizeof(magic) &&
		  (!memcmp(magic, "!<arch>\n", 8) || !memcmp(magic, "!<thin>\n", 8));

	if (fd >= 0)
		close(fd);
	return is;
}

/* A file of its own for a member, whose name another may have, too. */
static int unpack_member(struct members *members, struct archive *archive,
			 const char *path, const char *name, struct failure *failure)
{
	char *to, *shown;
	int fd, error = 0;

	if (asprintf(&shown, "%s(%s)", path, name) < 0)
		return failure_memory(failure);
	if (asprintf(&to, "%s/%zu-%s", members->folder, members->count, name) < 0) {
		free(shown);
		return failure_memory(failure);
	}
	fd = open(to, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	if (fd < 0 || archive_read_data_into_fd(archive, fd) != ARCHIVE_OK)
		error = failure_set(
			failure, -EINVAL,
			fd < 0 ? strerror(errno) : archive_error_string(archive),
			"Look at the room in the folder for temporary files, and "
			"build the archive anew.",
			"%s can't be unpacked.", shown);
	if (fd >= 0)
		close(fd);
	if (!error)
		return put(members, to, shown, failure);
	free(to);
	free(shown);
	return error;
}

static int unpack_all(struct members *members, struct archive *archive, const char *path,
		      struct failure *failure)
{
	struct archive_entry *entry;
	size_t before = members->count;
	int result, error = 0;

	archive_read_support_format_ar(archive);
	if (archive_read_open_filename(archive, path, 1 << 16) != ARCHIVE_OK)
		return failure_set(failure, -EINVAL, archive_error_string(archive),
				   "Build it anew. (Of a thin archive name the objects.)",
				   "%s can't be unpacked.", path);
	while (!error &&
	       (result = archive_read_next_header(archive, &entry)) == ARCHIVE_OK) {
		const char *name = archive_entry_pathname(entry);

		/* The table of symbols, and that of long names, are no members. */
		if (name && *name && !strchr(name, '/'))
			error = unpack_member(members, archive, path, name, failure);
	}
	if (!error && (result != ARCHIVE_EOF || members->count == before))
		error = failure_set(
			failure, -EINVAL,
			result == ARCHIVE_EOF ? "There is nothing in it." :
						archive_error_string(archive),
			"Build it anew. (Of a thin archive name the objects.)",
			"%s can't be unpacked.", path);
	return error;
}

int members_add(struct members *members, const char *path, struct failure *failure)
{
	struct archive *archive;
	int error;

	if (!is_archive(path))
		return put(members, strdup(path), strdup(path), failure);
	if (!members->folder && !(members->folder = scratch_make(failure)))
		return -EINVAL;
	archive = archive_read_new();
	if (!archive)
		return failure_memory(failure);
	error = unpack_all(members, archive, path, failure);
	archive_read_free(archive);
	return error;
}

void members_free(struct members *members)
{
	size_t i;

	for (i = 0; i < members->count; i++) {
		free(members->list[i].path);
		free(members->list[i].shown);
	}
	free(members->list);
	scratch_remove(members->folder);
	*members = (struct members){ 0 };
}
