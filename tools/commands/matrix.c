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
		.status = "0 every API is plain everywhere, 1 some are not, 2 trouble.",
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

/* The kernel's kshim.json; NULL in *@document when it has none, which was told. */
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
	if (!error) {
		path[strcspn(path, "\n")] = '\0';
		error = json_read(document, path, trouble);
		free(path);
	} else if (error == -ECHILD) {
		error = 0;
	}
	free(cache);
	return error;
}

static int add_kernel(struct matrix *matrix, const struct options *options, char *line,
		      struct trouble *trouble)
{
	char *release = strsep(&line, "\t");
	struct json_object *document;
	struct matrix_kernel *kernel;
	int error;

	if (!line || !is_wanted(options->kernels, release))
		return 0;
	error = ask(&document, options, release, line, trouble);
	if (error)
		return error;
	kernel = ARRAY_MORE(matrix->kernels, matrix->count);
	if (!kernel)
		return trouble_memory(trouble);
	*kernel = (struct matrix_kernel){ strdup(release), document };
	return kernel->release ? 0 : trouble_memory(trouble);
}

static int read_kernels(struct matrix *matrix, const struct options *options,
			struct trouble *trouble)
{
	const char *const arguments[] = { "tools/ask/kernel", "--list", NULL };
	char *lines, *rest, *line;
	int error = helper_run(arguments, &lines, trouble);

	if (error)
		return error;
	for (rest = lines; !error && (line = strsep(&rest, "\n"));)
		error = add_kernel(matrix, options, line, trouble);
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
	int result = parse(&options, argc, argv, trouble);
	bool found = false;
	size_t i;

	if (!result)
		result = read_kernels(&matrix, &options, trouble);
	if (!result) {
		found = matrix_has_findings(&matrix);
		result = print(&matrix, &options, trouble);
	}
	for (i = 0; i < matrix.count; i++) {
		json_object_put(matrix.kernels[i].document);
		free(matrix.kernels[i].release);
	}
	free(matrix.kernels);
	return command_status(result, found);
}
