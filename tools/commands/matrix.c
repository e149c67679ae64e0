/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * kshim matrix: all kernels with headers on this machine, all APIs of the catalogue.
 */
#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "commands/command.h"
#include "commands/options.h"
#include "judge/cache.h"
#include "print/matrix.h"
#include "shared/array.h"
#include "shared/helper.h"
#include "shared/json.h"
#include "shared/style.h"

struct options {
	const char *kernels; /* NULL: all; names with commas between */
	const char *html;
	bool fresh;
	bool json;
};

/* As options_parse(). */
static int parse(struct options *options, int argc, char **argv, struct trouble *trouble)
{
	static const struct usage usage = {
		.about = "Shows for every kernel with headers on this machine what each "
			 "API of the catalogue is for modules that are not "
			 "GPL-compatible, and by which route they release a page. Taken "
			 "from what DKMS built, or asked once and kept.",
		.status = "0 every API is plain everywhere, 1 some are not, 2 trouble: a "
			  "kernel could not be asked.",
		.wrong = "It takes no arguments.",
	};
	const struct option_entry table[] = {
		{ 'k', "kernels", "RELEASE,...", "these kernels only",
		  .text = &options->kernels },
		{ 'H', "html", "FILE", "write one page that needs no network",
		  .text = &options->html },
		{ 'f', "fresh", NULL, "ask again, whatever was kept",
		  .flag = &options->fresh },
		{ OPTION_JSON, .flag = &options->json },
		{ 0 },
	};

	return options_parse(&usage, table, argc, argv, trouble);
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
			struct trouble *trouble)
{
	int error = json_read(document, path, trouble);

	if (error || is_results(*document))
		return error;
	json_object_put(*document);
	*document = NULL;
	return trouble_set(trouble, -EINVAL, "It holds no verdicts of APIs.",
			   "Make it anew: run configure, or reinstall kshim-dkms.",
			   "%s is not a kshim.json.", path);
}

/*
 * The kernel's kshim.json, whether it is refused in there or not. A kernel without one could not
 * be asked, and that is an error; the program that asked has told why.
 */
static int ask(struct json_object **document, const struct options *options,
	       const char *release, const char *build, struct trouble *trouble)
{
	const char *arguments[] = {
		"tools/ask/verdicts", KSHIM_VERSION, release, build, NULL, NULL
	};
	char *symvers, *cache, *path;
	int error;

	*document = NULL;
	if (asprintf(&symvers, "%s/Module.symvers", build) < 0)
		return trouble_memory(trouble);
	cache = cache_folder("matrix", release, symvers, trouble);
	free(symvers);
	if (!cache)
		return -EIO;
	if (options->fresh)
		forget(cache);
	arguments[4] = cache;
	error = helper_run(arguments, &path, trouble);
	free(cache);
	if (error)
		return error == -ECHILD ?
			       trouble_set(
				       trouble, error,
				       "The reason stands above; what the matrix shows "
				       "of it is unknown.",
				       "Mend that, or leave the kernel out with "
				       "--kernels.",
				       "%s could not be asked.", release) :
			       error;
	path[strcspn(path, "\n")] = '\0';
	error = read_results(document, path, trouble);
	free(path);
	return error;
}

static int add_kernel(struct matrix *matrix, const struct options *options, char *line,
		      struct trouble *trouble)
{
	char *release = strsep(&line, "\t");
	struct matrix_kernel *kernel;

	if (!line || !is_wanted(options->kernels, release))
		return 0;
	kernel = ARRAY_MORE(matrix->kernels, matrix->count);
	if (!kernel)
		return trouble_memory(trouble);
	*kernel = (struct matrix_kernel){ .release = strdup(release) };
	if (!kernel->release) {
		matrix->count--;
		return trouble_memory(trouble);
	}
	return ask(&kernel->document, options, release, line, trouble);
}

/* What one kernel lacks takes nothing from the others: the first error comes back in the end. */
static int read_kernels(struct matrix *matrix, const struct options *options,
			struct trouble *trouble)
{
	const char *const arguments[] = { "tools/ask/kernel", "--list", NULL };
	char *lines, *rest, *line;
	int error = helper_run(arguments, &lines, trouble), one;

	if (error)
		return error;
	for (rest = lines; (line = strsep(&rest, "\n"));) {
		one = add_kernel(matrix, options, line, trouble);
		error = error ?: one;
	}
	free(lines);
	if (!error && !matrix->count)
		return trouble_set(trouble, -ENOENT, NULL,
				   "Install headers (Debian, Ubuntu: "
				   "linux-headers-RELEASE), or check --kernels.",
				   "No such kernel has headers on this machine.");
	return error;
}

static int print(const struct matrix *matrix, const struct options *options,
		 struct trouble *trouble)
{
	if (options->html)
		return matrix_html(matrix, options->html, trouble);
	if (options->json)
		return json_print(matrix_json(matrix), trouble);
	matrix_text(matrix);
	return 0;
}

enum status matrix_run(int argc, char **argv, struct trouble *trouble)
{
	struct options options = { 0 };
	struct matrix matrix = { 0 };
	int result = parse(&options, argc, argv, trouble), printed;
	bool found = false;
	size_t i;

	if (!result)
		result = read_kernels(&matrix, &options, trouble);
	if (matrix.count) {
		found = matrix_has_findings(&matrix);
		printed = print(&matrix, &options, trouble);
		result = result ?: printed;
	}
	for (i = 0; i < matrix.count; i++) {
		json_object_put(matrix.kernels[i].document);
		free(matrix.kernels[i].release);
	}
	free(matrix.kernels);
	return command_status(result, found);
}
