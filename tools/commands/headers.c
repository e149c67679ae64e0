/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * kshim headers: every static inline function of a kernel's headers and the common macros, with the
 * GPL-only symbols that each reaches.
 */
#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"
#include "commands/options.h"
#include "judge/inlines.h"
#include "shared/json.h"
#include "shared/terminal.h"

struct options {
	const char *kernel;
	const char *only;
	int jobs;
	bool fresh;
	bool all;
	bool json;
};

/* As options_parse(). */
static int parse(struct options *options, int argc, char **argv, struct failure *failure)
{
	static const struct usage usage = {
		.about = "Compiles every static inline function of a kernel's headers "
			 "and a call of each macro that modules commonly use, and "
			 "lists those that reach a GPL-only symbol. Takes a minute "
			 "for a kernel; what it finds is kept for the next time.",
		.status = "0 none reaches one, 1 some do, 2 trouble.",
		.wrong = "It takes no arguments.",
	};
	const struct option_entry table[] = {
		{ OPTION_KERNEL, .text = &options->kernel },
		{ OPTION_ONLY, .text = &options->only },
		{ OPTION_JOBS, .number = &options->jobs },
		{ 'f', "fresh", NULL, "compile again, whatever was kept",
		  .flag = &options->fresh },
		{ 'a', "all", NULL,
		  "also what reaches a symbol that nobody exports or that is in a "
		  "namespace; --json: every function",
		  .flag = &options->all },
		{ OPTION_JSON, .flag = &options->json },
		{ 0 },
	};

	options->jobs = 2;
	return options_parse(&usage, table, argc, argv, failure);
}

static bool is_listed(const struct options *options, struct json_object *function)
{
	return inline_has(function, options->all ? NULL : "gpl");
}

static size_t count_listed(const struct options *options, struct json_object *functions)
{
	size_t i, listed = 0;

	for (i = 0; i < json_object_array_length(functions); i++)
		listed += is_listed(options, json_object_array_get_idx(functions, i));
	return listed;
}

static size_t count_macros(struct json_object *document)
{
	static const char *const keys[] = { "functions", "left_out" };
	size_t i, k, count = 0;

	for (k = 0; k < 2; k++) {
		struct json_object *list = json_member(document, keys[k]);

		for (i = 0; i < json_object_array_length(list); i++)
			count += inline_is_macro(json_object_array_get_idx(list, i));
	}
	return count;
}

static void print_symbols(const struct options *options, struct json_object *symbols)
{
	const char *gap = "";
	size_t i;

	for (i = 0; i < json_object_array_length(symbols); i++) {
		struct json_object *entry = json_object_array_get_idx(symbols, i);
		const char *problem = json_text(entry, "problem");

		if (strcmp(problem, "gpl") && !options->all)
			continue;
		printf("%s%s", gap, json_text(entry, "symbol"));
		if (strcmp(problem, "gpl"))
			printf(" (%s)", problem);
		gap = ", ";
	}
}

static int by_file(const void *left, const void *right)
{
	struct json_object *a = *(struct json_object *const *)left;
	struct json_object *b = *(struct json_object *const *)right;
	int order = strcmp(inline_file(a), inline_file(b));

	return order ?: inline_line(a) - inline_line(b);
}

static void print_text(const struct options *options, struct json_object *document)
{
	struct json_object *functions = json_member(document, "functions");
	struct json_object *left_out = json_member(document, "left_out");
	size_t i, macros = count_macros(document);
	const char *file = "";

	printf("%s%s%s: %zu static inline functions and macros in %zu headers; %zu reach "
	       "a symbol that is %s\n"
	       "Macros with arguments that were asked: %zu of %lld. No compiler lists "
	       "them, "
	       "and an object tells of them all: kshim audit FILE.o\n",
	       terminal_bold(), json_text(document, "release"), terminal_plain(),
	       json_object_array_length(functions),
	       json_object_array_length(json_member(document, "headers")) -
		       json_object_array_length(json_member(document, "refused")),
	       count_listed(options, functions),
	       options->all ? "out of reach" : "GPL-only", macros,
	       (long long)json_object_get_int64(json_member(document, "macros")));
	json_object_array_sort(functions, by_file);
	for (i = 0; i < json_object_array_length(functions); i++) {
		struct json_object *function = json_object_array_get_idx(functions, i);

		if (!is_listed(options, function))
			continue;
		if (strcmp(file, inline_file(function))) {
			file = inline_file(function);
			printf("\n%s%s%s\n", terminal_bold(), file, terminal_plain());
		}
		printf("%6d  %s%s: ", inline_line(function), inline_function(function),
		       inline_is_macro(function) ? " (a macro)" : "");
		print_symbols(options, json_member(function, "symbols"));
		putchar('\n');
	}
	if (json_object_array_length(left_out))
		printf("\nLeft out, since they have no code of their own (%zu):\n",
		       json_object_array_length(left_out));
	for (i = 0; i < json_object_array_length(left_out); i++) {
		struct json_object *function = json_object_array_get_idx(left_out, i);

		printf("    %s (%s:%d): %s\n", inline_function(function),
		       inline_file(function), inline_line(function),
		       json_text(function, "reason"));
	}
	if (json_object_array_length(json_member(document, "refused")))
		printf("\nHeaders that can't be included behind the common ones (%zu):\n",
		       json_object_array_length(json_member(document, "refused")));
	for (i = 0; i < json_object_array_length(json_member(document, "refused")); i++)
		printf("    %s\n", json_object_get_string(json_object_array_get_idx(
					   json_member(document, "refused"), i)));
}

static int print_json(const struct options *options, struct json_object *found,
		      struct failure *failure)
{
	struct json_object *document = json_document(),
			   *all = json_member(found, "functions");
	struct json_object *functions = json_object_new_array();
	static const char *const keys[] = { "release", "headers", "left_out", "refused",
					    "macros" };
	size_t i;

	json_put_number(document, "covered", json_object_array_length(all));
	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		json_object_object_add(document, keys[i],
				       json_object_get(json_member(found, keys[i])));
	for (i = 0; i < json_object_array_length(all); i++) {
		struct json_object *function = json_object_array_get_idx(all, i);

		if (options->all || inline_has(function, NULL))
			json_object_array_add(functions, json_object_get(function));
	}
	json_object_object_add(document, "functions", functions);
	return json_print(document, failure);
}

static int run(const struct options *options, bool *found, struct failure *failure)
{
	struct json_object *document;
	struct kernel kernel = { 0 };
	int error = kernel_find(&kernel, options->kernel, failure);

	if (!error)
		error = inlines_find(&document, &kernel, options->jobs, options->fresh,
				     options->only, failure);
	if (!error) {
		*found = count_listed(options, json_member(document, "functions"));
		if (options->json)
			error = print_json(options, document, failure);
		else
			print_text(options, document);
		json_object_put(document);
	}
	kernel_free(&kernel);
	return error;
}

enum status headers_run(int argc, char **argv, struct failure *failure)
{
	struct options options = { 0 };
	bool found = false;
	int result = parse(&options, argc, argv, failure);

	if (!result)
		result = run(&options, &found, failure);
	return command_status(result, found);
}
