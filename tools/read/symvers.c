/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
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
		return "has another number of columns; it was cut, or this is no "
		       "Module.symvers";
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

static int add_line(struct symvers *symvers, char *line, const char *path, size_t first,
		    const char **why)
{
	struct export export = { .source = path };
	struct export *more;
	void *place;

	if (strlen(line) > LONGEST_LINE)
		*why = "is far too long";
	else if (strchr(line, '\r'))
		*why = "ends in CR LF: the file went through a Windows tool";
	else
		*why = parse_line(line, &export);
	if (*why)
		return -EINVAL;
	if (lh_table_lookup_ex(symvers->by_symbol, export.symbol, &place)) {
		*why = "names a symbol a second time";
		return (size_t)place > first ? -EINVAL : 0;
	}
	more = ARRAY_MORE(symvers->exports, symvers->count);
	if (!more)
		return -ENOMEM;
	*more = export;
	return lh_table_insert(symvers->by_symbol, export.symbol,
			       (void *)symvers->count) ?
		       -ENOMEM :
		       0;
}

static int damaged(const char *path, const char *why, struct trouble *trouble)
{
	return trouble_set(
		trouble, -EINVAL, why,
		"Install the headers anew, or rebuild the kernel or module it is of.",
		"%s is damaged.", path);
}

int symvers_add(struct symvers *symvers, const char *path, struct trouble *trouble)
{
	char *text = NULL, *line, *rest, **kept;
	size_t length, number = 0, first = symvers->count;
	const char *why;
	char reason[160];
	int error;

	error = file_read(path, &text, &length, trouble);
	if (error)
		return error;
	kept = ARRAY_MORE(symvers->texts, symvers->text_count);
	if (!kept) {
		free(text);
		return trouble_memory(trouble);
	}
	*kept = text;
	/* A kernel exports something; a module, as the further ones are of, need not. */
	if (!length)
		return symvers->text_count > 1 ? 0 :
						 damaged(path, "It is empty.", trouble);
	if (strlen(text) != length)
		return damaged(path, "It is no text.", trouble);
	if (text[length - 1] != '\n')
		return damaged(path, "Its last line doesn't end: the file was cut.",
			       trouble);
	text[length - 1] = '\0';
	for (rest = text; (line = strsep(&rest, "\n"));) {
		number++;
		error = add_line(symvers, line, path, first, &why);
		if (error == -ENOMEM)
			return trouble_memory(trouble);
		if (error) {
			snprintf(reason, sizeof(reason), "Line %zu %s.", number, why);
			return damaged(path, reason, trouble);
		}
	}
	return 0;
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
