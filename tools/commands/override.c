/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/override.h"
#include "judge/licence.h"
#include "shared/file.h"
#include "shared/install_paths.h"
#include "shared/trusted.h"

#define BEGIN "# Begin of kshim's part; kshim disable removes it."
#define END "# End of kshim's part."

/* Between which lines kshim's part stands; packaging/forget-overrides knows them, too. */
static const struct marks {
	const char *begin;
	const char *end;
} marks[] = {
	{ BEGIN, END },
	/* 0.1.0 wrote it, and had it pasted into what was there. */
	{ "# Written by kshim enable; kshim disable removes this file.", "fi" },
};

/*
 * DKMS stores what this sets as NAME="VALUE" and sources that once or more, so nothing that a
 * shell expands within double quotes may be left in a value: what has to be found out when
 * the module is built (kshim itself may be built after this is read) goes through a file
 * in the build folder. DKMS inserts its -j and KERNELRELEASE= behind a "make" that stands
 * first, which it won't any more; without MAKE[0] it has a command of its own; and it may
 * add a word to the end of the command.
 *
 * A PRE_BUILD is no command, but a path in the build folder and words, which older DKMS hand
 * over as they are; .. leads from there to env.
 *
 * Once kshim is removed, or on a kernel that is too old for it, this says nothing: a
 * dependency that can't be had would keep DKMS from building the consumer at all.
 */
static const char beginning[] = BEGIN
	"\n"
	"#\n"
	"# DKMS reads it after the own dkms.conf of %s: kshim is built first, and the\n"
	"# module with kshim's compiler flags and symbol table, on kernels that need "
	"them.\n"
	"if [ -x %s ] && [ -d \"$dkms_tree/kshim\" ] &&\n"
	"\t[[ ! $kernelver =~ ^([0-3]\\.|4\\.([0-9]|1[0-7])([^0-9]|$)) ]]; then\n"
	"BUILD_DEPENDS+=(\"kshim\")\n"
	": \"${MAKE[0]:=make -C $kernel_source_dir "
	"M=$dkms_tree/$module/$module_version/build}\"\n"
	"for _i in \"${!MAKE[@]}\"; do\n"
	"\tMAKE[_i]=\"KSHIM_DKMS_TREE='$dkms_tree' %s --kernel $kernelver%s%s%s%s%s "
	"--dkms "
	"&& . ./.kshim/environment || exit 1; "
	"${MAKE[_i]/#make/make -j$parallel_jobs KERNELRELEASE=$kernelver}\"\n"
	"done\n";

static const char script[] =
	"[ -z \"$PRE_BUILD\" ] ||\n"
	"\tPRE_BUILD=\"../../../../../../../../../../../../../../../../usr/bin/env "
	"KSHIM_DKMS_TREE=$dkms_tree %s --kernel $kernelver%s%s --dkms $PRE_BUILD\"\n";

/* Behind the build, as a PRE_BUILD before it; then the consumer's own. */
static const char finish[] =
	"POST_BUILD=\"../../../../../../../../../../../../../../../../usr/bin/env "
	"KSHIM_DKMS_TREE=$dkms_tree %s --kernel $kernelver%s --dkms-end $POST_BUILD\"\n";

static const char ending[] = "fi\n" END "\n";

#define LICENSE_BEFORE " --license '"
#define API_BEFORE " --api "

/* DKMS puts the consumer's name and version in when it reads it. */
#define PROBE_CACHE " --probe-cache $module/$module_version"

char *override_path(const char *consumer)
{
	char *path;

	return asprintf(&path, PATH_DKMS_OVERRIDES "/%s.conf", consumer) < 0 ? NULL :
									       path;
}

/* The next line of @text from @from on that is @line and nothing else. */
static char *find_line(char *from, const char *line)
{
	size_t length = strlen(line);

	for (; from; from = strchr(from, '\n')) {
		from += *from == '\n';
		if (!strncmp(from, line, length) &&
		    (from[length] == '\n' || !from[length]))
			return from;
	}
	return NULL;
}

static int damaged(const char *path, const struct marks *pair, struct failure *failure)
{
	char *why;

	if (asprintf(&why,
		     "It has the line '%s', and no line '%s' behind it, so that kshim "
		     "can't "
		     "tell what is its own.",
		     pair->begin, pair->end) < 0)
		return failure_memory(failure);
	failure_set(failure, -EINVAL, why,
		    "Take kshim's part out by hand, with that line, and try again.",
		    "kshim's part of %s is damaged.", path);
	free(why);
	return -EINVAL;
}

/* Take what stands between such marks out of @text, that of @path. How many parts, or -errno. */
static int take_marked(char *text, const char *path, const struct marks *pair,
		       struct failure *failure)
{
	char *begin, *end, *next;
	int count = 0;

	for (begin = text; (begin = find_line(begin, pair->begin)); count++) {
		end = find_line(begin, pair->end);
		next = find_line(begin + strlen(pair->begin), pair->begin);
		if (!end || (next && next < end))
			return damaged(path, pair, failure);
		end += strlen(pair->end);
		end += *end == '\n';
		memmove(begin, end, strlen(end) + 1);
	}
	return count;
}

/* Take each part of kshim's out of @text. As take_marked(). */
static int take_out(char *text, const char *path, struct failure *failure)
{
	int count = 0, found = 0;
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(*marks) && found >= 0; i++) {
		found = take_marked(text, path, &marks[i], failure);
		count += found;
	}
	return found < 0 ? found : count;
}

static int unchangeable(const char *path, int error, struct failure *failure)
{
	return failure_set(failure, error, strerror(-error),
			   error == -EACCES || error == -EPERM ?
				   "Run it as root, with sudo." :
				   "Make room there and try again.",
			   "%s can't be changed.", path);
}

/* The text of @path, to be freed: "" where there is none. 0 or -errno. */
static int read_text(const char *path, char **text, struct failure *failure)
{
	size_t length;
	int error;

	if (access(path, F_OK) && errno == ENOENT) {
		*text = strdup("");
		return *text ? 0 : failure_memory(failure);
	}
	if (access(path, R_OK) && errno == EACCES)
		return unchangeable(path, -EACCES, failure);
	error = file_read(path, text, &length, failure);
	if (!error && strlen(*text) != length) {
		free(*text);
		error = failure_set(failure, -EINVAL, "It has a NUL in it.",
				    "Mend the file, and try again.", "%s is not a text.",
				    path);
	}
	return error;
}

/* The options " --api A --api B" on the first line from @from on that has any, to be freed. */
static char *read_apis(const char *from)
{
	const char *begin = strstr(from, API_BEFORE), *end = begin;

	while (end && !strncmp(end, API_BEFORE, strlen(API_BEFORE))) {
		end += strlen(API_BEFORE);
		end += strcspn(end, " \n");
	}
	return begin ? strndup(begin, end - begin) : strdup("");
}

int override_has(const char *path, char **license, char **apis, struct failure *failure)
{
	char *text, *string, *end;
	int found = read_text(path, &text, failure);

	*license = NULL;
	*apis = NULL;
	if (found)
		return found;
	string = find_line(text, BEGIN);
	*apis = read_apis(string ?: "");
	if (!*apis)
		found = failure_memory(failure);
	if (string)
		string = strstr(string, LICENSE_BEFORE);
	if (string && (end = strchr(string += strlen(LICENSE_BEFORE), '\''))) {
		*license = strndup(string, end - string);
		if (!*license)
			found = failure_memory(failure);
	}
	if (!found)
		found = take_out(text, path, failure);
	if (found < 0) {
		free(*license);
		free(*apis);
		*license = *apis = NULL;
	}
	free(text);
	return found > 0 ? 1 : found;
}

static int write_all(int fd, const char *text)
{
	size_t left = strlen(text);

	while (left > 0) {
		ssize_t written = write(fd, text, left);

		if (written < 0)
			return -errno;
		text += written;
		left -= written;
	}
	return fsync(fd) ? -errno : 0;
}

/* As the file is that @new takes the place of; whatever the umask, nobody else writes it. */
static int same_owner(int fd, const char *path)
{
	struct stat old;

	if (stat(path, &old))
		return errno != ENOENT || fchmod(fd, 0644) ? -errno : 0;
	return fchown(fd, old.st_uid, old.st_gid) || fchmod(fd, old.st_mode & 07777) ?
		       -errno :
		       0;
}

/* Make @path hold @text, all of it or nothing; a link to another place stays one. */
static int replace(const char *path, const char *text)
{
	char *real = realpath(path, NULL), *new = NULL;
	int fd = -1, error;

	if (asprintf(&new, "%s.XXXXXX", real ?: path) < 0) {
		free(real);
		return -ENOMEM;
	}
	fd = mkostemp(new, O_CLOEXEC);
	error = fd < 0 ? -errno : same_owner(fd, path);
	if (!error)
		error = write_all(fd, text);
	if (!error && rename(new, real ?: path))
		error = -errno;
	if (error && fd >= 0)
		unlink(new);
	if (fd >= 0)
		close(fd);
	free(real);
	free(new);
	return error;
}

/* kshim's part, to be freed; NULL without memory. */
static char *part(const char *consumer, const char *license, const char *apis,
		  bool probe_cache, const char *program)
{
	const char *cache = probe_cache ? PROBE_CACHE : "";
	bool free_of_flags = license && licence_is_gpl_compatible(license);
	size_t length;
	char *text;
	FILE *memory = open_memstream(&text, &length);

	if (!memory)
		return NULL;
	fprintf(memory, beginning, consumer, program, program,
		license ? LICENSE_BEFORE : "", license ?: "", license ? "'" : "", apis,
		cache);
	if (!free_of_flags || probe_cache)
		fprintf(memory, script, program, apis, cache);
	if (probe_cache)
		fprintf(memory, finish, program, cache);
	fputs(ending, memory);
	return fclose(memory) ? NULL : text;
}

/* What is in @path, and kshim's part behind it. */
static int add(const char *path, const char *consumer, const char *license,
	       const char *apis, bool probe_cache, const char *program,
	       struct failure *failure)
{
	char *others, *ours, *text = NULL;
	int error = read_text(path, &others, failure);

	if (error)
		return error;
	error = take_out(others, path, failure);
	if (error >= 0) {
		const char *end = *others ? strchr(others, '\0') - 1 : "\n";

		ours = part(consumer, license, apis, probe_cache, program);
		error = ours && asprintf(&text, "%s%s%s", others,
					 *end == '\n' ? "" : "\n", ours) >= 0 ?
				0 :
				failure_memory(failure);
		free(ours);
	}
	free(others);
	if (error)
		return error;
	if (mkdir(PATH_DKMS_OVERRIDES, 0755) && errno != EEXIST)
		error = -errno;
	if (!error)
		error = replace(path, text);
	free(text);
	return error ? unchangeable(path, error, failure) : 0;
}

int override_add(const char *path, const char *consumer, const char *license,
		 const char *apis, bool probe_cache, struct failure *failure)
{
	char *program;
	int error = trusted_config(&program, failure);

	if (!error)
		error = add(path, consumer, license, apis, probe_cache, program, failure);
	free(program);
	return error;
}

int override_remove(const char *path, struct failure *failure)
{
	char *text;
	int error = read_text(path, &text, failure);

	if (error)
		return error;
	error = take_out(text, path, failure);
	if (error > 0)
		error = *text ? replace(path, text) : unlink(path) ? -errno : 0;
	free(text);
	return error ? unchangeable(path, error, failure) : 0;
}
