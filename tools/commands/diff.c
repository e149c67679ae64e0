/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * kshim diff: what changes for modules from one kernel to another.
 */
#include <errno.h>
#include <json-c/json.h>
#include <json-c/linkhash.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "commands/options.h"
#include "judge/inlines.h"
#include "read/chain.h"
#include "read/object.h"
#include "shared/json.h"
#include "shared/terminal.h"

struct diff {
	bool json;
	const char *only;
	const char *module; /* of what this object uses alone, or NULL */
	bool exports_only;
	int jobs;
	struct lh_table
		*used; /* of the module: names of symbols and functions, or NULL */
	const char *no_functions;	/* why its functions are not known, or NULL */
	struct kernel kernels[2];	/* from, to */
	struct json_object *inlines[2]; /* see inlines.h */
	struct json_object *exports;	/* array of what changed, see below */
	struct json_object *functions;
};

/* As options_parse(). */
static int parse(struct diff *diff, int argc, char **argv, struct failure *failure)
{
	static const struct usage usage = {
		.arguments = "KERNEL KERNEL",
		.about = "Tells what changes for modules from the first kernel to the "
			 "second: exports that came, went, or changed type or namespace, "
			 "and static inline functions that modules, or those which are "
			 "not GPL-compatible, can no longer use, or can use now. It "
			 "compiles "
			 "the headers of both, a minute each, unless that was done "
			 "before. A "
			 "KERNEL is a release or a build tree (a path with a slash).",
		.status = "0 no change, 1 changes, 2 trouble.",
		.least = 2,
		.most = 2,
		.wrong = "It takes two kernels.",
	};
	const struct option_entry table[] = {
		{ 'x', "exports", NULL, "exports alone, which needs no compiler",
		  .flag = &diff->exports_only },
		{ 'F', "for", "FILE",
		  "what the module or object FILE uses, alone: symbols that it needs, "
		  "inlines that its debug information names",
		  .text = &diff->module },
		{ OPTION_ONLY, .text = &diff->only },
		{ OPTION_JOBS, .number = &diff->jobs },
		{ OPTION_JSON, .flag = &diff->json },
		{ 0 },
	};

	diff->jobs = 2;
	return options_parse(&usage, table, argc, argv, failure);
}

static bool is_used(const struct diff *diff, const char *name)
{
	return !diff->used || lh_table_lookup_entry(diff->used, name);
}

static int use(const char *name, void *data)
{
	struct lh_table *used = data;
	char *copy;

	if (lh_table_lookup_entry(used, name))
		return 0;
	copy = strdup(name);
	if (!copy || lh_table_insert(used, copy, NULL)) {
		free(copy);
		return -ENOMEM;
	}
	return 0;
}

static void free_name(struct lh_entry *entry)
{
	free(lh_entry_k(entry));
}

/* Learn what the module uses. */
static int read_module(struct diff *diff, struct failure *failure)
{
	struct object *object;
	struct chains *chains;
	const char *why;
	int error = object_open(&object, diff->module, failure);
	size_t i;

	if (error)
		return error;
	diff->used = lh_kchar_table_new(1 << 12, free_name);
	if (!diff->used)
		error = failure_memory(failure);
	for (i = 0; !error && i < object->symbol_count; i++)
		if (object_needs(object, &object->symbols[i]) &&
		    use(object->symbols[i].name, diff->used))
			error = failure_memory(failure);
	if (!error)
		error = chains_open(&chains, object, &why, failure);
	if (!error && !chains)
		diff->no_functions = why;
	if (!error && chains) {
		if (chains_functions(chains, use, diff->used))
			error = failure_memory(failure);
		chains_close(chains);
	}
	object_close(object);
	return error;
}

static struct json_object *add_change(struct json_object *list, const char *key,
				      const char *name, const char *what,
				      const char *from, const char *to)
{
	struct json_object *change = json_object_new_object();

	json_put_string(change, key, name);
	json_put_string(change, "change", what);
	json_put_string(change, "from", from);
	json_put_string(change, "to", to);
	json_object_array_add(list, change);
	return change;
}

static void compare_export(struct diff *diff, const struct export *from,
			   const struct export *to)
{
	if (!is_used(diff, from->symbol))
		return;
	if (from->type != to->type)
		add_change(diff->exports, "symbol", to->symbol, "type",
			   export_type_name(from->type), export_type_name(to->type));
	if (strcmp(from->namespace, to->namespace))
		add_change(diff->exports, "symbol", to->symbol, "namespace",
			   from->namespace, to->namespace);
}

static void compare_exports(struct diff *diff)
{
	const struct export *list;
	size_t count, i;

	list = symvers_list(diff->kernels[0].symvers, &count);
	for (i = 0; i < count; i++) {
		const struct export *to =
			symvers_find(diff->kernels[1].symvers, list[i].symbol);

		if (to)
			compare_export(diff, &list[i], to);
		else if (is_used(diff, list[i].symbol))
			add_change(diff->exports, "symbol", list[i].symbol, "went",
				   export_type_name(list[i].type), NULL);
	}
	list = symvers_list(diff->kernels[1].symvers, &count);
	for (i = 0; i < count; i++)
		if (!symvers_find(diff->kernels[0].symvers, list[i].symbol) &&
		    is_used(diff, list[i].symbol))
			add_change(diff->exports, "symbol", list[i].symbol, "came", NULL,
				   export_type_name(list[i].type));
}

static struct json_object *functions_of(struct json_object *inlines)
{
	return json_member(inlines, "functions");
}

/* Functions by name. A name that two headers define is usable when one of them is. */
static struct lh_table *by_name(struct json_object *inlines)
{
	struct json_object *list = functions_of(inlines);
	struct lh_table *table = lh_kchar_table_new(1 << 15, NULL);
	size_t i;

	for (i = 0; table && i < json_object_array_length(list); i++) {
		struct json_object *function = json_object_array_get_idx(list, i);
		struct lh_entry *there =
			lh_table_lookup_entry(table, inline_function(function));

		if (!there)
			lh_table_insert(table, inline_function(function), function);
		else if (inline_users(function) < inline_users(lh_entry_v(there)))
			there->v = function;
	}
	return table;
}

/* "gpl: __rcu_read_lock, __rcu_read_unlock", to be freed. */
static char *blockers(struct json_object *function)
{
	struct json_object *symbols = json_member(function, "symbols");
	char *text = NULL;
	size_t length, i;
	FILE *memory = open_memstream(&text, &length);

	if (!memory)
		return NULL;
	for (i = 0; i < json_object_array_length(symbols); i++) {
		struct json_object *entry = json_object_array_get_idx(symbols, i);

		fprintf(memory, "%s%s (%s%s)", i ? ", " : "", json_text(entry, "symbol"),
			json_text(entry, "problem"),
			json_object_get_boolean(json_member(entry, "closed")) &&
					strcmp(json_text(entry, "problem"), "missing") ?
				", closed" :
				"");
	}
	return fclose(memory) ? NULL : text;
}

/* Who may use it. */
static const char *users_name(enum inline_users users)
{
	static const char *const names[] = {
		[INLINE_FOR_ALL] = "all",
		[INLINE_FOR_GPL] = "gpl",
		[INLINE_FOR_NONE] = "none",
	};

	return names[users];
}

/* "from" and "to" are what stands between the function and those who may not use it. */
static void compare_inline(struct diff *diff, struct json_object *before,
			   struct json_object *after)
{
	enum inline_users from = inline_users(before), to = inline_users(after);
	char *was = from == INLINE_FOR_ALL ? NULL : blockers(before);
	char *is = to == INLINE_FOR_ALL ? NULL : blockers(after);
	struct json_object *change;

	if (from != to && is_used(diff, inline_function(after))) {
		change = add_change(diff->functions, "function", inline_function(after),
				    to > from ? "unusable" : "usable", was, is);
		json_put_string(change, "file", inline_file(after));
		json_put_string(change, "users", users_name(to));
	}
	free(was);
	free(is);
}

static int compare_inlines(struct diff *diff, struct failure *failure)
{
	struct json_object *list = functions_of(diff->inlines[1]);
	struct lh_table *from = by_name(diff->inlines[0]),
			*to = by_name(diff->inlines[1]);
	size_t i;

	for (i = 0; from && to && i < json_object_array_length(list); i++) {
		struct json_object *after = json_object_array_get_idx(list, i);
		struct lh_entry *before =
			lh_table_lookup_entry(from, inline_function(after));

		if (before &&
		    lh_table_lookup_entry(to, inline_function(after))->v == after)
			compare_inline(diff, lh_entry_v(before), after);
	}
	if (!from || !to)
		return failure_memory(failure);
	lh_table_free(from);
	lh_table_free(to);
	return 0;
}

/* The changes that are @what; of inlines, those that leave it to @users. */
static void print_list(struct json_object *list, const char *what, const char *users,
		       const char *title, const char *colour)
{
	size_t i, shown = 0;

	for (i = 0; i < json_object_array_length(list); i++) {
		struct json_object *change = json_object_array_get_idx(list, i);
		const char *from = json_text(change, "from"),
			   *to = json_text(change, "to");

		if (strcmp(json_text(change, "change"), what) ||
		    strcmp(json_text(change, "users"), users))
			continue;
		if (!shown++)
			printf("\n%s%s%s\n", colour, title, terminal_plain());
		printf("    %s%s", json_text(change, "symbol"),
		       json_text(change, "function"));
		if (*json_text(change, "file"))
			printf(" (%s)", json_text(change, "file"));
		if (!strcmp(what, "type") || !strcmp(what, "namespace"))
			printf(": %s -> %s", *from ? from : "none", *to ? to : "none");
		else
			printf(": %s", *to ? to : from);
		putchar('\n');
	}
	if (shown)
		printf("    (%zu)\n", shown);
}

static void print_text(const struct diff *diff)
{
	printf("From %s to %s: %zu changes of exports", kernel_name(&diff->kernels[0]),
	       kernel_name(&diff->kernels[1]), json_object_array_length(diff->exports));
	if (!diff->exports_only)
		printf(", %zu of inlines", json_object_array_length(diff->functions));
	if (diff->module)
		printf(" that %s uses", diff->module);
	putchar('\n');
	if (diff->no_functions)
		printf("Inlines are not compared: %s.\n", diff->no_functions);
	print_list(
		diff->functions, "unusable", "none",
		"Inlines that no module outside of the kernel's tree can use any more:",
		terminal_red());
	print_list(diff->functions, "unusable", "gpl",
		   "Inlines that modules which are not GPL-compatible can no longer use:",
		   terminal_red());
	print_list(diff->functions, "usable", "gpl",
		   "Inlines that GPL-compatible modules can use now:", terminal_green());
	print_list(
		diff->functions, "usable", "all",
		"Inlines that modules of every licence can use now:", terminal_green());
	print_list(diff->exports, "type", "",
		   "Exports that changed type:", terminal_bold());
	print_list(diff->exports, "namespace", "",
		   "Exports that changed namespace:", terminal_bold());
	print_list(diff->exports, "went", "", "Exports that went:", terminal_bold());
	print_list(diff->exports, "came", "", "Exports that came:", terminal_bold());
}

static int print(struct diff *diff, struct failure *failure)
{
	struct json_object *document;

	if (!diff->json) {
		print_text(diff);
		return 0;
	}
	document = json_document();
	json_put_string(document, "from", kernel_name(&diff->kernels[0]));
	json_put_string(document, "to", kernel_name(&diff->kernels[1]));
	json_object_object_add(document, "exports", json_object_get(diff->exports));
	json_object_object_add(document, "functions", json_object_get(diff->functions));
	return json_print(document, failure);
}

/* Both by one name or two: nothing can differ, so nothing needs to be compiled. */
static bool is_one_kernel(const struct kernel *kernels)
{
	return !strcmp(kernels[0].build, kernels[1].build) &&
	       !strcmp(kernels[0].symvers_path, kernels[1].symvers_path);
}

static int run(struct diff *diff, char **names, struct failure *failure)
{
	int i, error = 0;

	diff->exports = json_object_new_array();
	diff->functions = json_object_new_array();
	for (i = 0; !error && i < 2; i++)
		error = kernel_find(&diff->kernels[i], names[i], failure);
	if (!error && diff->module)
		error = read_module(diff, failure);
	if (error)
		return error;
	if (is_one_kernel(diff->kernels))
		return print(diff, failure);
	if (diff->no_functions)
		diff->exports_only = true;
	for (i = 0; !error && !diff->exports_only && i < 2; i++)
		error = inlines_find(&diff->inlines[i], &diff->kernels[i], diff->jobs,
				     false, diff->only, failure);
	if (error)
		return error;
	compare_exports(diff);
	if (!diff->exports_only)
		error = compare_inlines(diff, failure);
	return error ?: print(diff, failure);
}

enum status diff_run(int argc, char **argv, struct failure *failure)
{
	struct diff diff = { 0 };
	int result = parse(&diff, argc, argv, failure), i;
	bool changed = false;

	if (!result) {
		result = run(&diff, argv + optind, failure);
		changed = json_object_array_length(diff.exports) ||
			  json_object_array_length(diff.functions);
	}
	for (i = 0; i < 2; i++) {
		kernel_free(&diff.kernels[i]);
		json_object_put(diff.inlines[i]);
	}
	json_object_put(diff.exports);
	json_object_put(diff.functions);
	if (diff.used)
		lh_table_free(diff.used);
	return command_status(result, changed);
}
