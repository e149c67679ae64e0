/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What it would take to get round a symbol: read from compat/lists/substitutes.list and
 * compat/lists/incidents.list.
 */
#ifndef KSHIM_CATALOGUE_H
#define KSHIM_CATALOGUE_H

#include "shared/trouble.h"

enum remedy_kind {
	REMEDY_NONE,	   /* nobody has one */
	REMEDY_SUBSTITUTE, /* kshim has a substitute */
	REMEDY_UNDONE,	   /* upstream undid it */
	REMEDY_DELIBERATE, /* upstream means it */
	REMEDY_OPEN,	   /* upstream has done nothing so far */
};

/* Strings belong to the catalogue; each may be NULL. */
struct remedy {
	enum remedy_kind kind;
	const char *release; /* the first without it */
	const char *commit;  /* that undid it */
	const char *source;  /* where that was read */
	const char *through; /* the inline that references it */
	const char *note;
};

struct catalogue;

int catalogue_open(struct catalogue **catalogue, struct trouble *trouble);
void catalogue_close(struct catalogue *catalogue);

struct remedy catalogue_find(const struct catalogue *catalogue, const char *symbol);

/* "none", "substitute", "undone", "deliberate" or "open". */
const char *remedy_kind_name(enum remedy_kind kind);

/* The remedy as a sentence, to be freed; NULL without memory. */
char *remedy_sentence(const struct remedy *remedy);

#endif /* KSHIM_CATALOGUE_H */
