/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * kshim matrix: all kernels with headers on this machine, all APIs that are asked.
 */
#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "commands/command.h"
#include "commands/matrix.h"
#include "commands/options.h"
#include "judge/cache.h"
#include "print/matrix.h"
#include "shared/array.h"
#include "shared/helper.h"
#include "shared/json.h"
#include "shared/terminal.h"

struct options {
	const char *kernels; /* NULL: all that are installed; names with commas between */
	const char *html;
	bool fresh;
	bool json;
};

/* As options_parse(). */
static int parse(struct options *options, int argc, char **argv, struct failure *failure)
{
	static const struct usage usage = {
		.about = "Shows for every kernel with headers on this machine what each "
			 "API that is asked is for modules that are not "
			 "GPL-compatible, and by which route they release a page. Taken "
			 "from what DKMS built, or asked once and kept.",
		.status = "0 every API is plain everywhere, 1 some are not, 2 trouble: a "
			  "kernel could not be asked.",
		.wrong = "It takes no arguments.",
	};
	const struct option_entry table[] = {
		{ 'k', "kernel", "RELEASE|DIR,...",
		  "these kernels only; all: those of kshim kernels, too (default: all "
		  "that are "
		  "installed)",
		  .text = &options->kernels },
		{ 'H', "html", "FILE", "write one page that needs no network",
		  .text = &options->html },
		{ 'f', "fresh", NULL, "ask again, whatever was kept",
		  .flag = &options->fresh },
		{ OPTION_JSON, .flag = &options->json },
		{ 0 },
	};

	return options_parse(&usage, table, argc, argv, failure);
}

/* Is @release one of the names in @list? */
static bool is_wanted(const char *list, const char *release)
{
	size_t length = strlen(release);

	while (list && *list) {
		size_t name = strcspn(list, ",");

		if (name == length && !strncmp(list, release, length))
			return true;
		list += name + (list[name] == ',');
	}
	return !list;
}

static void forget(const char *folder)
{
	char *path;

	if (asprintf(&path, "%s/kshim.json", folder) < 0)
		return;
	remove(path);
	free(path);
}

/* Has @results what configure writes? Only its own hand keeps a file as it was. */
static bool is_results(struct json_object *results)
{
	struct json_object *apis = json_member(results, "apis");

	if (!json_object_is_type(apis, json_type_object))
		return false;
	json_object_object_foreach(apis, name, api)
	{
		struct json_object *verdict = *name ? json_member(api, "verdict") : NULL;
		struct json_object *dependencies = json_member(api, "dependencies");

		if (!json_object_is_type(verdict, json_type_string) ||
		    !json_object_is_type(dependencies, json_type_array))
			return false;
	}
	return true;
}

static int read_results(struct json_object **document, const char *path,
			struct failure *failure)
{
	int error = json_read(document, path, failure);

	if (error || is_results(*document))
		return error;
	json_object_put(*document);
	*document = NULL;
	return failure_set(failure, -EINVAL, "It holds no verdicts of APIs.",
			   "Make it anew: run configure, or reinstall kshim-dkms.",
			   "%s is not a kshim.json.", path);
}

/*
 * The kernel's kshim.json, whether it is refused in there or not. A kernel without one could not
 * be asked, and that is an error; the program that asked has told why.
 */
static int ask(struct json_object **document, bool fresh, const char *release,
	       const char *build, struct failure *failure)
{
	const char *arguments[] = {
		"tools/ask/verdicts", KSHIM_VERSION, release, build, NULL, NULL
	};
	char *symvers, *cache, *path;
	int error;

	*document = NULL;
	if (asprintf(&symvers, "%s/Module.symvers", build) < 0)
		return failure_memory(failure);
	cache = cache_folder("matrix", release, symvers, failure);
	free(symvers);
	if (!cache)
		return -EIO;
	if (fresh)
		forget(cache);
	arguments[4] = cache;
	error = helper_run(arguments, &path, failure);
	free(cache);
	if (error)
		return error == -ECHILD ?
			       failure_set(
				       failure, error,
				       "The reason stands above; what the matrix shows "
				       "of it is unknown.",
				       "Mend that, or leave the kernel out with "
				       "--kernel.",
				       "%s could not be asked.", release) :
			       error;
	path[strcspn(path, "\n")] = '\0';
	error = read_results(document, path, failure);
	free(path);
	return error;
}

static int add_kernel(struct matrix *matrix, bool fresh, const char *release,
		      const char *build, struct failure *failure)
{
	struct matrix_kernel *kernel = ARRAY_MORE(matrix->kernels, matrix->count);

	if (!kernel)
		return failure_memory(failure);
	*kernel = (struct matrix_kernel){ .release = strdup(release) };
	if (!kernel->release) {
		matrix->count--;
		return failure_memory(failure);
	}
	return ask(&kernel->document, fresh, release, build, failure);
}

/* Those of @list that are build trees. */
static int add_trees(struct matrix *matrix, bool fresh, const char *list,
		     struct failure *failure)
{
	int error = 0;

	while (list && *list && !error) {
		size_t length = strcspn(list, ",");
		char *name = strndup(list, length);
		struct kernel kernel = { 0 };

		if (!name)
			return failure_memory(failure);
		if (strchr(name, '/')) {
			error = kernel_find(&kernel, name, failure);
			error = error ?:
					add_kernel(matrix, fresh, kernel.release,
						   kernel.build, failure);
			kernel_free(&kernel);
		}
		free(name);
		list += length + (list[length] == ',');
	}
	return error;
}

/* No kernel of @list is here; @lines, "RELEASE<TAB>BUILD", are. */
static int no_kernel(const char *lines, struct failure *failure)
{
	char *there = NULL;
	size_t length;
	FILE *memory = open_memstream(&there, &length);

	if (!memory)
		return failure_memory(failure);
	for (; *lines; lines += strcspn(lines, "\n"), lines += *lines != 0)
		fprintf(memory, "%s%.*s",
			ftell(memory) ? ", " : "Here are: ", (int)strcspn(lines, "\t\n"),
			lines);
	if (fclose(memory))
		return failure_memory(failure);
	failure_set(failure, -ENOENT, *there ? there : NULL,
		    *there ? "Name one of these, or a build tree with a slash in its "
			     "path." :
			     "Install headers (Debian, Ubuntu: linux-headers-RELEASE).",
		    "No such kernel has headers on this machine.");
	free(there);
	return -ENOENT;
}

int matrix_read(struct matrix *matrix, const char *kernels, bool fresh,
		struct failure *failure)
{
	const char *const arguments[] = { "tools/ask/kernel",
					  kernels ? "--all" : "--list", NULL };
	char *lines, *copy, *rest, *line;
	int error = helper_run(arguments, &lines, failure), one;

	if (error)
		return error;
	if (kernels && !strcmp(kernels, "all"))
		kernels = NULL;
	copy = strdup(lines);
	for (rest = copy; rest && (line = strsep(&rest, "\n"));) {
		char *release = strsep(&line, "\t");

		one = line && is_wanted(kernels, release) ?
			      add_kernel(matrix, fresh, release, line, failure) :
			      0;
		error = error ?: one;
	}
	one = add_trees(matrix, fresh, kernels, failure);
	error = error ?: one;
	if (!copy || (!error && !matrix->count))
		error = copy ? no_kernel(lines, failure) : failure_memory(failure);
	free(copy);
	free(lines);
	return error;
}

void matrix_free(struct matrix *matrix)
{
	size_t i;

	for (i = 0; i < matrix->count; i++) {
		json_object_put(matrix->kernels[i].document);
		free(matrix->kernels[i].release);
	}
	free(matrix->kernels);
	*matrix = (struct matrix){ 0 };
}

static int print(const struct matrix *matrix, const struct options *options,
		 struct failure *failure)
{
	if (options->html)
		return matrix_html(matrix, options->html, failure);
	if (options->json)
		return json_print(matrix_json(matrix), failure);
	matrix_text(matrix);
	return 0;
}

enum status matrix_run(int argc, char **argv, struct failure *failure)
{
	struct options options = { 0 };
	struct matrix matrix = { 0 };
	int result = parse(&options, argc, argv, failure), printed;
	bool found = false;

	if (!result)
		result = matrix_read(&matrix, options.kernels, options.fresh, failure);
	if (matrix.count) {
		found = matrix_has_findings(&matrix);
		printed = print(&matrix, &options, failure);
		result = result ?: printed;
	}
	matrix_free(&matrix);
	return command_status(result, found);
}
