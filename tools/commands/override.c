/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/override.h"
#include "shared/file.h"
#include "shared/helper.h"
#include "shared/install_paths.h"

#define FIRST_LINE "# Written by kshim enable; kshim disable removes this file."

/*
 * DKMS stores what this file sets as NAME="VALUE" and sources that once or more, so nothing
 * that a shell expands within double quotes may be left in a value: what has to be found
 * out when the module is built (kshim itself may be built after this is read) goes through
 * a file in the build folder. DKMS inserts its -j and KERNELRELEASE= behind a "make" that
 * stands first, which it won't any more; and without MAKE[0] it has a command of its own.
 *
 * Once kshim is removed the file says nothing: a dependency that can't be had would keep
 * DKMS from building the consumer at all.
 */
static const char rest[] =
	"#\n"
	"# DKMS reads it after the own dkms.conf of %s: kshim is built first, and the\n"
	"# module with kshim's compiler flags and symbol table for its kernel.\n"
	"if [ -x %s ]; then\n"
	"BUILD_DEPENDS+=(\"kshim\")\n"
	": \"${MAKE[0]:=make -C $kernel_source_dir "
	"M=$dkms_tree/$module/$module_version/build}\"\n"
	"for _i in \"${!MAKE[@]}\"; do\n"
	"\tMAKE[_i]=\"KSHIM_DKMS_TREE=$dkms_tree %s --kernel $kernelver%s%s%s "
	"--environment "
	">kshim.env && . ./kshim.env && "
	"${MAKE[_i]/#make/make -j$parallel_jobs KERNELRELEASE=$kernelver}\"\n"
	"done\n"
	"fi\n";

char *override_path(const char *consumer)
{
	char *path;

	return asprintf(&path, PATH_DKMS_OVERRIDES "/%s.conf", consumer) < 0 ? NULL :
									       path;
}

int override_owner(const char *path, struct trouble *trouble)
{
	size_t length;
	char *text;
	int error;

	if (access(path, F_OK) && errno == ENOENT)
		return OVERRIDE_NONE;
	error = file_read(path, &text, &length, trouble);
	if (error)
		return error;
	error = strncmp(text, FIRST_LINE "\n", strlen(FIRST_LINE "\n")) ?
			OVERRIDE_ADMINISTRATOR :
			OVERRIDE_OURS;
	free(text);
	return error;
}

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

char *override_text(const char *consumer, const char *license)
{
	char *program = config_program(), *own = NULL, *text = NULL;

	if (program && asprintf(&own, rest, consumer, program, program,
				license ? " --license '" : "", license ?: "",
				license ? "'" : "") < 0)
		own = NULL;
	if (own && asprintf(&text, FIRST_LINE "\n%s", own) < 0)
		text = NULL;
	free(own);
	free(program);
	return text;
}

static int unwritable(const char *path, int error, struct trouble *trouble)
{
	return trouble_set(trouble, error, strerror(-error),
			   error == -EACCES || error == -EPERM ?
				   "Run it as root, with sudo." :
				   "Make room there and try again.",
			   "%s can't be changed.", path);
}

static int write_all(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	int error;

	if (!file)
		return -errno;
	error = fputs(text, file) < 0 || fflush(file) || fsync(fileno(file)) ? -errno : 0;
	return fclose(file) && !error ? -errno : error;
}

int override_write(const char *path, const char *text, struct trouble *trouble)
{
	char *new;
	int error = 0;

	if (asprintf(&new, "%s.%ld", path, (long)getpid()) < 0)
		return trouble_memory(trouble);
	if (mkdir(PATH_DKMS_OVERRIDES, 0755) && errno != EEXIST)
		error = -errno;
	if (!error)
		error = write_all(new, text);
	if (!error && rename(new, path))
		error = -errno;
	if (error)
		unlink(new);
	free(new);
	return error ? unwritable(path, error, trouble) : 0;
}

int override_remove(const char *path, struct trouble *trouble)
{
	return unlink(path) ? unwritable(path, -errno, trouble) : 0;
}
