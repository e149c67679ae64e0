/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A table of text: rows with names, columns with heads, as wide as they have to be.
 */
#ifndef KSHIM_TABLE_H
#define KSHIM_TABLE_H

enum shade {
	SHADE_NONE,
	SHADE_GOOD,
	SHADE_BAD,
};

struct table;

/* A table takes what it is given, and prints as much as there was memory for. NULL is one, too. */
struct table *table_new(void);
void table_free(struct table *table);

/* Another column; another row; the next cell of the last row. */
void table_head(struct table *table, const char *title);
void table_row(struct table *table, const char *name);
void table_cell(struct table *table, const char *text, enum shade shade);

void table_print(const struct table *table);

#endif /* KSHIM_TABLE_H */
