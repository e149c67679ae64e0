/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <ctype.h>
#include <errno.h>
#include <json-c/linkhash.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/symvers.h"
#include "shared/array.h"
#include "shared/file.h"

struct symvers {
	struct export *exports;
	size_t count;
	char **texts; /* the files' content; the exports' strings lie in there */
	size_t text_count;
	struct lh_table *by_symbol; /* holds 1 + the place in exports */
};

/*
 * Columns, TAB between them, the last may be empty:
 *	CRC symbol module export		up to 5.3, and RHEL 8's 4.18
 *	CRC symbol namespace module export	5.4, 5.5 (cb9b55d21fe0)
 *	CRC symbol module export namespace	5.6 on, late 5.4.y (5190044c2965)
 * so the columns are told by where the export type stands, not counted.
 */
enum { CRC, SYMBOL, THIRD, FOURTH, FIFTH, COLUMNS };

/* The kernel's longest name has 512 characters (KSYM_NAME_LEN since 6.1). */
#define LONGEST_LINE 4096

struct symvers *symvers_new(void)
{
	struct symvers *symvers = calloc(1, sizeof(*symvers));

	if (symvers)
		symvers->by_symbol = lh_kchar_table_new(256, NULL);
	if (symvers && !symvers->by_symbol) {
		free(symvers);
		return NULL;
	}
	return symvers;
}

void symvers_free(struct symvers *symvers)
{
	size_t i;

	if (!symvers)
		return;
	for (i = 0; i < symvers->text_count; i++)
		free(symvers->texts[i]);
	lh_table_free(symvers->by_symbol);
	free(symvers->texts);
	free(symvers->exports);
	free(symvers);
}

/* What modpost makes of each type: of a future GPL-only export it only warns. */
static bool export_type(const char *word, enum export_type *type)
{
	static const struct {
		const char *word;
		enum export_type type;
	} types[] = {
		{ "EXPORT_SYMBOL", EXPORT_PLAIN },
		{ "EXPORT_SYMBOL_GPL", EXPORT_GPL },
		{ "EXPORT_UNUSED_SYMBOL", EXPORT_PLAIN },
		{ "EXPORT_UNUSED_SYMBOL_GPL", EXPORT_GPL },
		{ "EXPORT_SYMBOL_GPL_FUTURE", EXPORT_PLAIN },
	};
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (!strcmp(word, types[i].word)) {
			*type = types[i].type;
			return true;
		}
	return false;
}

/* Cuts @line into its columns. Returns what is wrong with it, or NULL. */
static const char *parse_line(char *line, struct export *export)
{
	char *column[COLUMNS] = { 0 };
	char *end, *word;
	int columns = 0;

	while (line && columns < COLUMNS)
		column[columns++] = strsep(&line, "\t");
	if (line || columns < FOURTH + 1)
		return "has another number of columns; it was cut, or this is not "
		       "a Module.symvers";
	export->crc = strtoul(column[CRC], &end, 16);
	if (strncmp(column[CRC], "0x", 2) || *end || !*column[SYMBOL])
		return "doesn't begin with a CRC and a symbol";
	export->symbol = column[SYMBOL];
	export->namespace = "";
	word = column[FOURTH];
	if (export_type(word, &export->type)) {
		export->provider = column[THIRD];
		if (columns > FIFTH)
			export->namespace = column[FIFTH];
		return NULL;
	}
	if (columns > FIFTH && export_type(column[FIFTH], &export->type)) {
		export->namespace = column[THIRD];
		export->provider = column[FOURTH];
		return NULL;
	}
	return "has no export type that is known";
}

bool symvers_is_kernels(const struct export *export)
{
	return !strcmp(export->provider, "vmlinux");
}

/* A new one, or in place of another module's; 1 where the kernel's own stays. */
static int put(struct symvers *symvers, const struct export *export)
{
	struct export *more;
	void *place;

	if (lh_table_lookup_ex(symvers->by_symbol, export->symbol, &place)) {
		more = &symvers->exports[(size_t)place - 1];
		if (symvers_is_kernels(more))
			return 1;
		/* The table has the name that was there first as its key. */
		*more = *export;
		more->symbol = lh_entry_k(
			lh_table_lookup_entry(symvers->by_symbol, export->symbol));
		return 0;
	}
	more = ARRAY_MORE(symvers->exports, symvers->count);
	if (!more)
		return -ENOMEM;
	*more = *export;
	return lh_table_insert(symvers->by_symbol, export->symbol,
			       (void *)symvers->count) ?
		       -ENOMEM :
		       0;
}

/* Any but the TAB between columns. */
static bool has_control(const char *line)
{
	while (*line && (*line == '\t' || !iscntrl((unsigned char)*line)))
		line++;
	return *line;
}

static int add_line(struct symvers *symvers, char *line, const char *path,
		    const char **why)
{
	struct export export = { .source = path };
	const struct export *before;

	if (strlen(line) > LONGEST_LINE)
		*why = "is far too long";
	else if (strchr(line, '\r'))
		*why = "ends in CR LF: the file went through a Windows tool";
	else if (has_control(line))
		*why = "has a control character, which no symbol has";
	else
		*why = parse_line(line, &export);
	if (*why)
		return -EINVAL;
	before = symvers_find(symvers, export.symbol);
	*why = "names a symbol a second time";
	if (before && before->source == path)
		return -EINVAL;
	return put(symvers, &export) < 0 ? -ENOMEM : 0;
}

static int damaged(const char *path, const char *why, struct failure *failure)
{
	return failure_set(
		failure, -EINVAL, why,
		"Install the headers anew, or rebuild the kernel or module it is of.",
		"%s is damaged.", path);
}

/* @text goes with @symvers, also when that fails. */
static int keep(struct symvers *symvers, char *text)
{
	char **kept = text ? ARRAY_MORE(symvers->texts, symvers->text_count) : NULL;

	if (kept)
		*kept = text;
	else
		free(text);
	return kept ? 0 : -ENOMEM;
}

int symvers_add(struct symvers *symvers, const char *path, struct failure *failure)
{
	char *text = NULL, *line, *rest;
	size_t length, number = 0;
	const char *why;
	char reason[160];
	int error;

	error = file_read(path, &text, &length, failure);
	if (error)
		return error;
	if (keep(symvers, text))
		return failure_memory(failure);
	/* A kernel exports something; a module, as the further ones are of, need not. */
	if (!length)
		return symvers->count ? 0 : damaged(path, "It is empty.", failure);
	if (strlen(text) != length)
		return damaged(path, "It is not text.", failure);
	if (text[length - 1] != '\n')
		return damaged(path, "Its last line doesn't end: the file was cut.",
			       failure);
	text[length - 1] = '\0';
	for (rest = text; (line = strsep(&rest, "\n"));) {
		number++;
		error = add_line(symvers, line, path, &why);
		if (error == -ENOMEM)
			return failure_memory(failure);
		if (error) {
			snprintf(reason, sizeof(reason), "Line %zu %s.", number, why);
			return damaged(path, reason, failure);
		}
	}
	return 0;
}

static const char *base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool are_alike(const struct export *a, const struct export *b)
{
	return a->type == b->type && a->crc == b->crc &&
	       !strcmp(a->namespace, b->namespace) &&
	       !strcmp(base(a->provider), base(b->provider));
}

int symvers_put(struct symvers *symvers, const struct export *export, bool wins)
{
	const struct export *before = symvers_find(symvers, export->symbol);
	const char *const strings[] = { export->symbol, export->provider,
					export->namespace, export->source };
	struct export copy = *export;
	const char **const copies[] = { &copy.symbol, &copy.provider, &copy.namespace,
					&copy.source };
	size_t i;

	/* A module of the kernel's own that is named by its file says nothing new. */
	if (before && (!wins || are_alike(before, export)))
		return 0;
	for (i = 0; i < sizeof(strings) / sizeof(*strings); i++) {
		*copies[i] = strdup(strings[i]);
		if (keep(symvers, (char *)*copies[i]))
			return -ENOMEM;
	}
	return put(symvers, &copy) < 0 ? -ENOMEM : 0;
}

const struct export *symvers_find(const struct symvers *symvers, const char *symbol)
{
	void *place;

	if (!lh_table_lookup_ex(symvers->by_symbol, symbol, &place))
		return NULL;
	return &symvers->exports[(size_t)place - 1];
}

const struct export *symvers_list(const struct symvers *symvers, size_t *count)
{
	*count = symvers->count;
	return symvers->exports;
}

const char *export_type_name(enum export_type type)
{
	return type == EXPORT_GPL ? "gpl" : "plain";
}
