/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * kshim kernels: Debian's kernels of other suites and architectures, to ask about.
 */
#include <errno.h>
#include <getopt.h>
#include <json-c/json.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"
#include "commands/options.h"
#include "print/table.h"
#include "shared/helper.h"
#include "shared/json.h"

/* As options_parse(). */
static int parse(bool *json, int argc, char **argv, struct failure *failure)
{
	static const struct usage usage = {
		.arguments = "add|list|remove [NAME...]",
		.about =
			"Fetches the headers of Debian's kernels, of other suites and "
			"architectures, with the compiler that they ask for, by this "
			"machine's apt. Nothing is installed: they lie in the cache, and "
			"every subcommand and configure's --with-kernel take their "
			"names. "
			"A name is the beginning of a release and an architecture, or a "
			"flavour: 7.2-arm64, 6.1-ppc64el, 6.1-rt-amd64. Added again, it "
			"is "
			"brought up to date.",
		.status = "0 it is done, 2 trouble.",
		.least = 1,
		.most = INT_MAX,
		.wrong = "It takes add, list or remove.",
	};
	const struct option_entry table[] = {
		{ OPTION_JSON, .flag = json },
		{ 0 },
	};

	return options_parse(&usage, table, argc, argv, failure);
}

/* Runs tools/ask/kernels with the rest of the command line; it tells what went wrong itself. */
static int act(char **words, int count, struct failure *failure)
{
	const char **arguments = calloc(count + 2, sizeof(*arguments));
	int error;

	if (!arguments)
		return failure_memory(failure);
	arguments[0] = "tools/ask/kernels";
	memcpy(arguments + 1, words, count * sizeof(*arguments));
	error = helper_run(arguments, NULL, failure);
	free(arguments);
	return error;
}

static const char *const columns[] = { "name",	  "release", "architecture",
				       "version", "suite",   "build" };
#define COLUMNS (sizeof(columns) / sizeof(*columns))

static int list(bool json, struct failure *failure)
{
	const char *const arguments[] = { "tools/ask/kernels", "list", NULL };
	struct json_object *document = json ? json_document() : NULL, *array = NULL;
	struct table *table = json ? NULL : table_new();
	char *lines, *rest, *line;
	int error = helper_run(arguments, &lines, failure);
	size_t i;

	if (error) {
		json_object_put(document);
		table_free(table);
		return error;
	}
	if (document) {
		array = json_object_new_array();
		json_object_object_add(document, "kernels", array);
	}
	/* The build tree is for programs. */
	for (i = 1; i < COLUMNS - 1; i++)
		table_head(table, columns[i]);
	for (rest = lines; (line = strsep(&rest, "\n")) && *line;) {
		struct json_object *one = json ? json_object_new_object() : NULL;

		for (i = 0; i < COLUMNS; i++) {
			const char *value = strsep(&line, "\t");

			if (json)
				json_put_string(one, columns[i], value);
			else if (!i)
				table_row(table, value ?: "");
			else if (i < COLUMNS - 1)
				table_cell(table, value ?: "", SHADE_NONE);
		}
		if (json)
			json_object_array_add(array, one);
	}
	if (!json && *lines)
		table_print(table);
	else if (!json)
		printf("None was added. To add one: kshim kernels add 7.2-arm64\n");
	table_free(table);
	free(lines);
	return json ? json_print(document, failure) : 0;
}

enum status kernels_run(int argc, char **argv, struct failure *failure)
{
	bool json = false;
	int result = parse(&json, argc, argv, failure);
	const char *action = result ? NULL : argv[optind];
	int names = argc - optind - 1;

	if (result)
		return command_status(result, false);
	if (!strcmp(action, "list") && !names)
		result = list(json, failure);
	else if ((!strcmp(action, "add") || !strcmp(action, "remove")) && names > 0)
		result = act(argv + optind, names + 1, failure);
	else
		result = options_wrong(failure, "kernels",
				       "It takes add or remove with names, or list.");
	return command_status(result, false);
}
