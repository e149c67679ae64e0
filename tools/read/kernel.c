/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <fts.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "read/exports.h"
#include "read/kernel.h"
#include "shared/array.h"
#include "shared/file.h"
#include "shared/helper.h"

bool kernel_has_option(const struct kernel *kernel, const char *option)
{
	struct failure ignored = { 0 };
	const size_t length = strlen(option);
	char *path, *text, *found;
	size_t size;
	bool yes = false;

	if (!kernel->build ||
	    asprintf(&path, "%s/include/config/auto.conf", kernel->build) < 0)
		return false;
	if (!access(path, R_OK) && !file_read(path, &text, &size, &ignored)) {
		for (found = text; !yes && (found = strstr(found, option));
		     found += length)
			yes = found[length] == '=' &&
			      (found == text || found[-1] == '\n');
		free(text);
	}
	failure_free(&ignored);
	free(path);
	return yes;
}

/* Reads the kernel's modpost and what lies beside it: Debian's is a script that chooses there. */
static char *read_modpost(const struct kernel *kernel, size_t *length)
{
	struct failure ignored = { 0 };
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
	failure_free(&ignored);
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

static int read_exports(struct kernel *kernel, struct failure *failure)
{
	kernel->symvers = symvers_new();
	if (!kernel->symvers)
		return failure_memory(failure);
	kernel->allows_missing_imports = kernel_has_option(
		kernel, "CONFIG_MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS");
	ask_modpost(kernel);
	return symvers_add(kernel->symvers, kernel->symvers_path, failure);
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

/* Was it asked for by the path of a build tree? */
static bool is_tree(const struct kernel *kernel)
{
	return kernel->asked && strchr(kernel->asked, '/');
}

static bool is_module(const char *name)
{
	const char *suffix = strstr(name, ".ko");

	return suffix && (!suffix[3] || !strcmp(suffix + 3, ".xz") ||
			  !strcmp(suffix + 3, ".zst") || !strcmp(suffix + 3, ".gz"));
}

/*
 * Walk over the modules below /lib/modules/RELEASE, the kernel's @own or the others, until @visit
 * returns other than 0, which is returned. -errno with @failure set.
 */
static int walk_modules(struct kernel *kernel, bool own,
			int (*visit)(struct kernel *, const char *, struct failure *),
			struct failure *failure)
{
	char *folder, *folders[2] = { 0 };
	FTSENT *entry;
	FTS *walk;
	int result = 0;

	if (asprintf(&folder, "/lib/modules/%s%s", kernel->release,
		     own ? "/kernel" : "") < 0)
		return failure_memory(failure);
	folders[0] = folder;
	walk = fts_open(folders, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, NULL);
	while (walk && !result && (entry = fts_read(walk))) {
		/* Nothing need be installed; but what is has to be readable. */
		if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR ||
		    (entry->fts_info == FTS_NS && entry->fts_level))
			result = failure_set(failure, -entry->fts_errno,
					     strerror(entry->fts_errno),
					     "Try as a user who may read it.",
					     "%s can't be read.", entry->fts_path);
		/* build and source are links, which are not followed. */
		if (!own && entry->fts_level == 1 && !strcmp(entry->fts_name, "kernel"))
			fts_set(walk, entry, FTS_SKIP);
		else if ((entry->fts_info == FTS_F || entry->fts_info == FTS_SL) &&
			 is_module(entry->fts_name))
			result = visit(kernel, entry->fts_path, failure);
	}
	if (walk)
		fts_close(walk);
	else
		result = failure_memory(failure);
	free(folder);
	return result;
}

static int take_vermagic(struct kernel *kernel, const char *path, struct failure *failure)
{
	struct object *object;
	const char *vermagic;
	int error = object_open(&object, path, failure);

	if (error)
		return error;
	vermagic = object_modinfo(object, "vermagic", NULL);
	if (vermagic)
		kernel->vermagic = strdup(vermagic);
	object_close(object);
	return kernel->vermagic ? 1 : 0;
}

int kernel_ask_vermagic(struct kernel *kernel, struct failure *failure)
{
	const char *const arguments[] = { "tools/ask/vermagic", kernel->build, NULL };
	int result = 0;

	if (kernel->vermagic)
		return 0;
	/* Another tree of that release may be configured otherwise. */
	if (!is_tree(kernel))
		result = walk_modules(kernel, true, take_vermagic, failure);
	if (!result) {
		result = helper_run(arguments, &kernel->vermagic, failure);
		if (!result)
			kernel->vermagic[strcspn(kernel->vermagic, "\n")] = '\0';
	}
	return result < 0 ? result : 0;
}

static int add_installed(struct kernel *kernel, const char *path, struct failure *failure)
{
	char **kept = ARRAY_MORE(kernel->installed, kernel->installed_count);
	struct object *object;
	int error;

	if (!kept)
		return failure_memory(failure);
	*kept = strdup(path);
	if (!*kept)
		return failure_memory(failure);
	error = object_open(&object, *kept, failure);
	if (error)
		return error;
	error = exports_add(kernel->symvers, object, false, failure);
	object_close(object);
	return error;
}

int kernel_add_installed(struct kernel *kernel, struct failure *failure)
{
	if (kernel->has_installed || !kernel->release)
		return 0;
	kernel->has_installed = true;
	return walk_modules(kernel, false, add_installed, failure);
}

/* Is that the module's file, a-b.ko.xz of a_b? */
static bool is_called(const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');
	size_t length;

	path = slash ? slash + 1 : path;
	slash = strrchr(name, '/');
	name = slash ? slash + 1 : name;
	length = strlen(name);
	return is_same_module(path, name, length) && path[length] == '.';
}

struct object *kernel_open_installed(const struct kernel *kernel, const char *name)
{
	struct failure ignored = { 0 };
	struct object *object = NULL;
	size_t i;

	for (i = 0; !object && i < kernel->installed_count; i++)
		if (is_called(kernel->installed[i], name) &&
		    object_open(&object, kernel->installed[i], &ignored))
			object = NULL;
	failure_free(&ignored);
	return object;
}

int kernel_add_kshim(struct kernel *kernel, struct failure *failure)
{
	const char *const arguments[] = { "compat/kshim-config", "--kernel",
					  kernel->release, "--symvers", NULL };
	struct failure told = { 0 };
	int error;

	if (kernel->has_kshim || !kernel->release)
		return 0;
	kernel->has_kshim = true;
	/* It has said on standard error why there is none. */
	error = helper_run(arguments, &kernel->kshim_symvers, &told);
	failure_free(&told);
	if (error)
		return 0;
	kernel->kshim_symvers[strcspn(kernel->kshim_symvers, "\n")] = '\0';
	return symvers_add(kernel->symvers, kernel->kshim_symvers, failure);
}

/* What beside the kernel's own table does the object need to be known? */
struct lacks {
	bool kshim; /* a symbol that kshim exports */
	bool installed; /* one that nobody exports so far, or whose provider isn't the kernel's */
};

static struct lacks look_for_lacks(const struct kernel *kernel,
				   const struct object *object)
{
	struct lacks lacks = { 0 };
	size_t i;

	for (i = 0; i < object->symbol_count; i++) {
		const struct symbol *symbol = &object->symbols[i];
		const struct export *export;

		if (!object_needs(object, symbol))
			continue;
		export = symvers_find(kernel->symvers, symbol->name);
		if (!export && !strncmp(symbol->name, "kshim_", 6))
			lacks.kshim = true;
		if (!export || strcmp(export->source, kernel->symvers_path))
			lacks.installed = true;
	}
	return lacks;
}

int kernel_complete(struct kernel *kernel, const struct object *object,
		    struct failure *failure)
{
	struct lacks lacks = look_for_lacks(kernel, object);
	const char *arch = object_arch(object);
	int error = 0;

	if (!kernel->release)
		return 0;
	if (arch && strcmp(arch, kernel->arch)) {
		char *why;

		if (asprintf(&why, "It is for %s, and %s is a kernel for %s.", arch,
			     kernel->release, kernel->arch) < 0)
			return failure_memory(failure);
		error = failure_set(
			failure, -EINVAL, why,
			"Name a kernel of its own architecture: --kernel with "
			"the path of a build tree.",
			"%s can't be judged for this kernel.", object->path);
		free(why);
		return error;
	}
	if (lacks.kshim)
		error = kernel_add_kshim(kernel, failure);
	if (!error && lacks.installed)
		error = kernel_add_installed(kernel, failure);
	if (!error && object_modinfo(object, "vermagic", NULL))
		error = kernel_ask_vermagic(kernel, failure);
	return error;
}

int kernel_find(struct kernel *kernel, const char *name, struct failure *failure)
{
	const char *const arguments[] = { "tools/ask/kernel", name, NULL };
	char *lines;
	int error;

	*kernel = (struct kernel){ 0 };
	error = helper_run(arguments, &lines, failure);
	if (error)
		return error;
	error = take_lines(kernel, lines);
	free(lines);
	if (!error && name && !(kernel->asked = strdup(name)))
		error = -ENOMEM;
	if (error)
		return failure_set(failure, error, "tools/ask/kernel left something out.",
				   "Install kshim anew.",
				   "The target kernel is not known.");
	return read_exports(kernel, failure);
}

int kernel_of_symvers(struct kernel *kernel, const char *symvers, struct failure *failure)
{
	char *slash;

	*kernel = (struct kernel){ 0 };
	kernel->symvers_path = strdup(symvers);
	kernel->build = strdup(symvers);
	if (!kernel->symvers_path || !kernel->build)
		return failure_memory(failure);
	slash = strrchr(kernel->build, '/');
	if (slash)
		*slash = '\0';
	else
		strcpy(kernel->build, *symvers ? "." : "");
	return read_exports(kernel, failure);
}

void kernel_free(struct kernel *kernel)
{
	size_t i;

	free(kernel->asked);
	free(kernel->release);
	free(kernel->build);
	free(kernel->source);
	free(kernel->arch);
	free(kernel->symvers_path);
	free(kernel->kshim_symvers);
	free(kernel->vermagic);
	for (i = 0; i < kernel->installed_count; i++)
		free(kernel->installed[i]);
	free(kernel->installed);
	symvers_free(kernel->symvers);
	*kernel = (struct kernel){ 0 };
}

const char *kernel_name(const struct kernel *kernel)
{
	return kernel->release ?: kernel->symvers_path;
}
