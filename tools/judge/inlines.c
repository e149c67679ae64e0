/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge/cache.h"
#include "judge/inlines.h"
#include "judge/judge.h"
#include "judge/reach.h"
#include "shared/file.h"
#include "shared/helper.h"
#include "shared/json.h"
#include "shared/scratch.h"
#include "shared/terminal.h"

/* Raised when what is kept changes. */
#define FORM 3

/* One unit's object, open while its functions are read. */
struct unit {
	char *name;
	char *path;
	char *never; /* lines "NAME<TAB>REASON" */
	struct object *object;
	struct reach *reach;
};

struct reader {
	const struct kernel *kernel;
	const char *folder;
	struct json_object *functions;
	struct json_object *left_out;
	struct unit unit;
};

static void close_unit(struct unit *unit)
{
	reach_close(unit->reach);
	object_close(unit->object);
	free(unit->name);
	free(unit->path);
	free(unit->never);
	*unit = (struct unit){ 0 };
}

static int read_file(const char *folder, const char *name, const char *suffix,
		     char **text, struct failure *failure)
{
	size_t length;
	char *path;
	int error;

	if (asprintf(&path, "%s/%s%s", folder, name, suffix) < 0)
		return failure_memory(failure);
	error = file_read(path, text, &length, failure);
	free(path);
	return error;
}

static int open_unit(struct reader *reader, const char *name, struct failure *failure)
{
	struct unit *unit = &reader->unit;
	int error;

	if (unit->name && !strcmp(unit->name, name))
		return 0;
	close_unit(unit);
	unit->name = strdup(name);
	if (!unit->name || asprintf(&unit->path, "%s/%s.o", reader->folder, name) < 0)
		return failure_memory(failure);
	error = read_file(reader->folder, name, ".never", &unit->never, failure);
	if (!error)
		error = object_open(&unit->object, unit->path, failure);
	return error ?: reach_open(&unit->reach, unit->object, failure);
}

/* Why the code may not call @symbol; NULL where it may. The caller's. */
static char *never_call(const struct unit *unit, const char *symbol)
{
	size_t length = strlen(symbol);
	const char *line;

	for (line = unit->never; *line; line += strcspn(line, "\n"), line += *line != 0)
		if (!strncmp(line, symbol, length) && line[length] == '\t')
			return strndup(line + length + 1,
				       strcspn(line + length + 1, "\n"));
	return NULL;
}

static const struct symbol *find_function(const struct object *object, const char *name)
{
	size_t i;

	for (i = 0; i < object->symbol_count; i++)
		if (object->symbols[i].type == STT_FUNC &&
		    !strcmp(object->symbols[i].name, name))
			return &object->symbols[i];
	return NULL;
}

/* Is the symbol, which has this @problem, out of a GPL-compatible module's reach, too? */
static bool is_closed(const struct kernel *kernel, const char *symbol,
		      enum problem problem)
{
	const struct export *export = symvers_find(kernel->symvers, symbol);
	const struct module module = { .gpl_compatible = true };

	return problem == PROBLEM_MISSING ||
	       (problem_of(kernel, &module, symbol, false) != PROBLEM_NONE &&
		namespace_is_closed(kernel, export->namespace));
}

/* What takes the symbols that a function reaches. */
struct taker {
	const struct reader *reader;
	struct json_object *symbols;
	char *never;
};

static void take(const struct symbol *symbol, void *data)
{
	struct taker *taker = data;
	const struct kernel *kernel = taker->reader->kernel;
	const struct module module = { 0 };
	enum problem problem =
		problem_of(kernel, &module, symbol->name, symbol->bind == STB_WEAK);
	struct json_object *entry;

	if (problem == PROBLEM_MISSING && !taker->never)
		taker->never = never_call(&taker->reader->unit, symbol->name);
	if (problem == PROBLEM_NONE)
		return;
	entry = json_object_new_object();
	json_put_string(entry, "symbol", symbol->name);
	json_put_string(entry, "problem", problem_name(problem));
	json_object_object_add(
		entry, "closed",
		json_object_new_boolean(is_closed(kernel, symbol->name, problem)));
	json_object_array_add(taker->symbols, entry);
}

/* What tools/ask/compile-inlines calls the function that a macro is called in. */
#define MACRO "kshim_macro_"

/* As the kernel's tree names it. */
static const char *within(const struct kernel *kernel, const char *file)
{
	const char *const folders[] = { kernel->source, kernel->build };
	size_t i;

	for (i = 0; i < 2; i++) {
		size_t length = strlen(folders[i]);

		if (!strncmp(file, folders[i], length) && file[length] == '/')
			return file + length + 1;
	}
	return strncmp(file, "./", 2) ? file : file + 2;
}

static struct json_object *describe(struct reader *reader, char **fields)
{
	struct json_object *entry = json_object_new_object();
	size_t prefix = strlen(MACRO);
	bool is_macro = !strncmp(fields[0], MACRO, prefix);

	json_put_string(entry, "function", fields[0] + (is_macro ? prefix : 0));
	json_object_object_add(entry, "macro", json_object_new_boolean(is_macro));
	json_put_string(entry, "file", within(reader->kernel, fields[1]));
	json_put_number(entry, "line", strtol(fields[2], NULL, 10));
	return entry;
}

static int add_left_out(struct reader *reader, char **fields, const char *reason,
			struct failure *failure)
{
	struct json_object *entry = describe(reader, fields);

	json_put_string(entry, "reason", reason);
	return json_object_array_add(reader->left_out, entry) ? failure_memory(failure) :
								0;
}

/* A line of tools/ask/compile-inlines' "left". */
static int read_left_out(struct reader *reader, char **fields, struct failure *failure)
{
	return add_left_out(reader, fields, fields[3], failure);
}

static int by_symbol(const void *left, const void *right)
{
	return strcmp(json_text(*(struct json_object *const *)left, "symbol"),
		      json_text(*(struct json_object *const *)right, "symbol"));
}

static int add_function(struct reader *reader, char **fields, struct json_object *symbols,
			struct failure *failure)
{
	struct json_object *entry = describe(reader, fields);

	json_object_array_sort(symbols, by_symbol);
	json_object_object_add(entry, "symbols", json_object_get(symbols));
	return json_object_array_add(reader->functions, entry) ? failure_memory(failure) :
								 0;
}

/* A line of tools/ask/compile-inlines' "functions". */
static int read_function(struct reader *reader, char **fields, struct failure *failure)
{
	struct taker taker = { .reader = reader };
	const struct symbol *function;
	int error = open_unit(reader, fields[3], failure);

	if (error)
		return error;
	function = find_function(reader->unit.object, fields[0]);
	if (!function)
		return failure_set(failure, -EINVAL,
				   "tools/ask/compile-inlines listed it, and its object "
				   "has no code of it.",
				   "Please report it.", "The function %s got lost.",
				   fields[0]);
	taker.symbols = json_object_new_array();
	if (reach_from(reader->unit.reach, function, take, &taker))
		error = failure_memory(failure);
	else if (taker.never)
		error = add_left_out(reader, fields, taker.never, failure);
	else
		error = add_function(reader, fields, taker.symbols, failure);
	json_object_put(taker.symbols);
	free(taker.never);
	return error;
}

/* Lines of four fields, for @read. */
static int read_lines(struct reader *reader, const char *file,
		      int (*read)(struct reader *, char **, struct failure *),
		      struct failure *failure)
{
	char *text, *rest, *line;
	int error = read_file(reader->folder, file, "", &text, failure);

	if (error)
		return error;
	for (rest = text; !error && (line = strsep(&rest, "\n"));) {
		char *fields[4];
		int i;

		for (i = 0; i < 4 && line; i++)
			fields[i] = strsep(&line, "\t");
		if (i == 4)
			error = read(reader, fields, failure);
	}
	free(text);
	return error;
}

static int read_names(const char *folder, const char *file, struct json_object *list,
		      struct failure *failure)
{
	char *text, *rest, *line;
	int error = read_file(folder, file, "", &text, failure);

	if (error)
		return error;
	for (rest = text; (line = strsep(&rest, "\n"));)
		if (*line)
			json_object_array_add(list, json_object_new_string(line));
	free(text);
	return 0;
}

static int read_number(const char *folder, const char *file, long *number,
		       struct failure *failure)
{
	char *text;
	int error = read_file(folder, file, "", &text, failure);

	if (error)
		return error;
	*number = strtol(text, NULL, 10);
	free(text);
	return 0;
}

static struct json_object *new_list(struct json_object *document, const char *key)
{
	struct json_object *list = json_object_new_array();

	json_object_object_add(document, key, list);
	return list;
}

static int read_folder(struct json_object *document, const struct kernel *kernel,
		       const char *folder, struct failure *failure)
{
	struct reader reader = { .kernel = kernel, .folder = folder };
	long macros = 0;
	int error;

	json_put_number(document, "form", FORM);
	json_put_string(document, "release", kernel->release);
	reader.functions = new_list(document, "functions");
	reader.left_out = new_list(document, "left_out");
	error = read_lines(&reader, "functions", read_function, failure);
	close_unit(&reader.unit);
	if (!error)
		error = read_lines(&reader, "left", read_left_out, failure);
	if (!error)
		error = read_names(folder, "asked", new_list(document, "headers"),
				   failure);
	if (!error)
		error = read_names(folder, "refused", new_list(document, "refused"),
				   failure);
	if (!error)
		error = read_number(folder, "macros", &macros, failure);
	json_put_number(document, "macros", macros);
	return error;
}

static int compile(struct json_object *document, const struct kernel *kernel, int jobs,
		   const char *only, struct failure *failure)
{
	char *folder = scratch_make(failure), number[16];
	const char *arguments[] = {
		"tools/ask/compile-inlines", kernel->build, folder, number, only, NULL
	};
	int error;

	if (!folder)
		return -ENOMEM;
	snprintf(number, sizeof(number), "%d", jobs);
	if (!only)
		fprintf(stderr,
			"kshim: compiling the headers of %s; this takes a minute\n",
			kernel->release);
	error = helper_run(arguments, NULL, failure);
	if (!error)
		error = read_folder(document, kernel, folder, failure);
	scratch_remove(folder);
	return error;
}

static int write_document(FILE *out, void *document)
{
	const char *text =
		json_object_to_json_string_ext(document, JSON_C_TO_STRING_PLAIN);

	return !text ? -ENOMEM : fputs(text, out) < 0 ? -EIO : 0;
}

/* What can't be kept is compiled again next time. */
static void keep(struct json_object *document, const char *path)
{
	file_replace(path, write_document, document);
}

/* As it was kept; false for another version's, or what was damaged. */
static bool is_kept(struct json_object *document)
{
	static const char *const lists[] = { "functions", "left_out", "headers",
					     "refused" };
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		if (!json_object_is_type(json_member(document, lists[i]),
					 json_type_array))
			return false;
	return json_object_get_int(json_member(document, "form")) == FORM;
}

static int read_kept(struct json_object **document, const char *path)
{
	struct failure ignored = { 0 };
	int error = access(path, R_OK) ? -ENOENT : json_read(document, path, &ignored);

	failure_free(&ignored);
	if (error || is_kept(*document))
		return error;
	json_object_put(*document);
	return -EINVAL;
}

/* What is kept is whole, so a part is compiled each time. */
static int compile_new(struct json_object **document, const struct kernel *kernel,
		       int jobs, const char *only, struct failure *failure)
{
	int error;

	*document = json_object_new_object();
	error = compile(*document, kernel, jobs, only, failure);
	if (error)
		json_object_put(*document);
	return error;
}

int inlines_find(struct json_object **document, const struct kernel *kernel, int jobs,
		 bool fresh, const char *only, struct failure *failure)
{
	char *folder, *path;
	int error;

	if (only)
		return compile_new(document, kernel, jobs, only, failure);
	folder = cache_folder("inlines", kernel->release, kernel->symvers_path, failure);
	if (!folder)
		return -EIO;
	if (asprintf(&path, "%s/inlines.json", folder) < 0)
		path = NULL;
	free(folder);
	if (!path)
		return failure_memory(failure);
	error = fresh ? -ENOENT : read_kept(document, path);
	if (error) {
		error = compile_new(document, kernel, jobs, NULL, failure);
		if (!error)
			keep(*document, path);
	}
	free(path);
	return error;
}

const char *inline_function(struct json_object *function)
{
	return json_text(function, "function");
}

const char *inline_file(struct json_object *function)
{
	return json_text(function, "file");
}

int inline_line(struct json_object *function)
{
	return json_object_get_int(json_member(function, "line"));
}

bool inline_is_macro(struct json_object *function)
{
	return json_object_get_boolean(json_member(function, "macro"));
}

bool inline_has(struct json_object *function, const char *problem)
{
	struct json_object *symbols = json_member(function, "symbols");
	size_t i, count = symbols ? json_object_array_length(symbols) : 0;

	for (i = 0; i < count; i++) {
		struct json_object *entry = json_object_array_get_idx(symbols, i);

		if (!problem || !strcmp(json_text(entry, "problem"), problem))
			return true;
	}
	return false;
}

enum inline_users inline_users(struct json_object *function)
{
	struct json_object *symbols = json_member(function, "symbols");
	enum inline_users users = INLINE_FOR_ALL;
	size_t i, count = symbols ? json_object_array_length(symbols) : 0;

	for (i = 0; i < count; i++) {
		struct json_object *entry = json_object_array_get_idx(symbols, i);

		if (json_object_get_boolean(json_member(entry, "closed")))
			return INLINE_FOR_NONE;
		users = INLINE_FOR_GPL;
	}
	return users;
}
