/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print/table.h"
#include "shared/array.h"
#include "shared/terminal.h"

struct entry {
	char *text;
	enum shade shade;
	bool begins_row;
};

struct table {
	struct entry *heads;
	size_t head_count;
	struct entry *entries; /* rows behind one another */
	size_t count;
};

struct table *table_new(void)
{
	return calloc(1, sizeof(struct table));
}

static void free_entries(struct entry *entries, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		free(entries[i].text);
	free(entries);
}

void table_free(struct table *table)
{
	if (!table)
		return;
	free_entries(table->heads, table->head_count);
	free_entries(table->entries, table->count);
	free(table);
}

static void add(struct table *table, const char *text, enum shade shade, bool begins_row)
{
	struct entry *entry = table ? ARRAY_MORE(table->entries, table->count) : NULL;

	if (entry)
		*entry = (struct entry){ strdup(text), shade, begins_row };
}

void table_head(struct table *table, const char *title)
{
	struct entry *entry = table ? ARRAY_MORE(table->heads, table->head_count) : NULL;

	if (entry)
		*entry = (struct entry){ .text = strdup(title) };
}

void table_row(struct table *table, const char *name)
{
	add(table, name, SHADE_NONE, true);
}

void table_cell(struct table *table, const char *text, enum shade shade)
{
	add(table, text, shade, false);
}

static size_t length_of(const struct entry *entry)
{
	return entry->text ? strlen(entry->text) : 0;
}

/* widths[0] is that of the names. */
static void measure(const struct table *table, size_t *widths)
{
	size_t column = 0, i;

	for (i = 0; i < table->head_count; i++)
		widths[i + 1] = length_of(&table->heads[i]);
	for (i = 0; i < table->count; i++) {
		column = table->entries[i].begins_row ? 0 : column + 1;
		if (column <= table->head_count &&
		    length_of(&table->entries[i]) > widths[column])
			widths[column] = length_of(&table->entries[i]);
	}
}

static void print_entry(const struct entry *entry, const char *before, size_t width,
			bool last)
{
	printf("%s%s%s", before, entry->text ?: "?", *before ? terminal_plain() : "");
	if (last)
		putchar('\n');
	else
		printf("%*s", (int)(width - length_of(entry) + 2), "");
}

void table_print(const struct table *table)
{
	size_t *widths = table ? calloc(table->head_count + 1, sizeof(*widths)) : NULL;
	size_t column = 0, i;

	if (!widths)
		return;
	measure(table, widths);
	printf("%*s", (int)widths[0] + 2, "");
	for (i = 0; i < table->head_count; i++)
		print_entry(&table->heads[i], terminal_bold(), widths[i + 1],
			    i + 1 == table->head_count);
	for (i = 0; i < table->count; i++) {
		const struct entry *entry = &table->entries[i];

		column = entry->begins_row ? 0 : column + 1;
		print_entry(entry,
			    entry->shade == SHADE_GOOD ? terminal_green() :
			    entry->shade == SHADE_BAD  ? terminal_red() :
							 "",
			    widths[column], column == table->head_count);
	}
	free(widths);
}
