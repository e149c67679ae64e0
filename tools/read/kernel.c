/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "read/kernel.h"
#include "shared/file.h"
#include "shared/helper.h"

/* Is there a line @line in the build tree's configuration? No file, no line. */
static bool configured(const struct kernel *kernel, const char *line)
{
	struct trouble ignored = { 0 };
	char *path, *text, *found;
	size_t length;
	bool yes = false;

	if (asprintf(&path, "%s/include/config/auto.conf", kernel->build) < 0)
		return false;
	if (!access(path, R_OK) && !file_read(path, &text, &length, &ignored)) {
		found = strstr(text, line);
		yes = found && (found == text || found[-1] == '\n');
		free(text);
	}
	trouble_free(&ignored);
	free(path);
	return yes;
}

/* Reads the kernel's modpost and what lies beside it: Debian's is a script that chooses there. */
static char *read_modpost(const struct kernel *kernel, size_t *length)
{
	struct trouble ignored = { 0 };
	char *pattern, *text, *all = NULL;
	glob_t files = { 0 };
	size_t i, more;
	FILE *memory = open_memstream(&all, length);

	if (!memory)
		return NULL;
	if (asprintf(&pattern, "%s/scripts/mod/modpost*", kernel->build) >= 0) {
		glob(pattern, 0, NULL, &files);
		free(pattern);
	}
	for (i = 0; i < files.gl_pathc; i++)
		if (!file_read(files.gl_pathv[i], &text, &more, &ignored)) {
			fwrite(text, 1, more, memory);
			free(text);
		}
	globfree(&files);
	trouble_free(&ignored);
	return fclose(memory) ? NULL : all;
}

/* Its texts tell what it knows; where there is none, it is taken for a new one. */
static void ask_modpost(struct kernel *kernel)
{
	size_t length;
	char *text = read_modpost(kernel, &length);

	kernel->knows_module_namespaces =
		!text || !length || memmem(text, length, "explicitly importing", 20);
	kernel->forgives_section_bounds =
		!text || !length || memmem(text, length, "__start_", 8);
	free(text);
}

static int read_exports(struct kernel *kernel, struct trouble *trouble)
{
	kernel->symvers = symvers_new();
	if (!kernel->symvers)
		return trouble_memory(trouble);
	kernel->allows_missing_imports =
		configured(kernel, "CONFIG_MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS=y");
	ask_modpost(kernel);
	return symvers_add(kernel->symvers, kernel->symvers_path, trouble);
}

/* Lines NAME<TAB>VALUE of tools/ask/kernel. */
static int take_lines(struct kernel *kernel, char *lines)
{
	struct {
		const char *name;
		char **value;
	} fields[] = {
		{ "release", &kernel->release }, { "build", &kernel->build },
		{ "source", &kernel->source },	 { "symvers", &kernel->symvers_path },
		{ "arch", &kernel->arch },
	};
	size_t i, taken = 0;
	char *line;

	while ((line = strsep(&lines, "\n"))) {
		char *name = strsep(&line, "\t");

		for (i = 0; line && i < sizeof(fields) / sizeof(*fields); i++)
			if (!strcmp(name, fields[i].name) && !*fields[i].value &&
			    (*fields[i].value = strdup(line)))
				taken++;
	}
	return taken == sizeof(fields) / sizeof(*fields) ? 0 : -EINVAL;
}

int kernel_find(struct kernel *kernel, const char *name, struct trouble *trouble)
{
	const char *const arguments[] = { "tools/ask/kernel", name, NULL };
	char *lines;
	int error;

	*kernel = (struct kernel){ 0 };
	error = helper_run(arguments, &lines, trouble);
	if (error)
		return error;
	error = take_lines(kernel, lines);
	free(lines);
	if (!error && name && !(kernel->asked = strdup(name)))
		error = -ENOMEM;
	if (error)
		return trouble_set(trouble, error, "tools/ask/kernel left something out.",
				   "Install kshim anew.",
				   "The target kernel is not known.");
	return read_exports(kernel, trouble);
}

int kernel_of_symvers(struct kernel *kernel, const char *symvers, struct trouble *trouble)
{
	char *slash;

	*kernel = (struct kernel){ 0 };
	kernel->symvers_path = strdup(symvers);
	kernel->build = strdup(symvers);
	if (!kernel->symvers_path || !kernel->build)
		return trouble_memory(trouble);
	slash = strrchr(kernel->build, '/');
	if (slash)
		*slash = '\0';
	else
		strcpy(kernel->build, *symvers ? "." : "");
	return read_exports(kernel, trouble);
}

void kernel_free(struct kernel *kernel)
{
	free(kernel->asked);
	free(kernel->release);
	free(kernel->build);
	free(kernel->source);
	free(kernel->arch);
	free(kernel->symvers_path);
	symvers_free(kernel->symvers);
	*kernel = (struct kernel){ 0 };
}

const char *kernel_name(const struct kernel *kernel)
{
	return kernel->release ?: kernel->symvers_path;
}
