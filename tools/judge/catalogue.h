/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What it would take to get round a symbol: read from compat/lists/substitutes.list,
 * compat/lists/incidents.list and, for what nobody has written of, compat/lists/seen.list.
 */
#ifndef KSHIM_CATALOGUE_H
#define KSHIM_CATALOGUE_H

#include <stdbool.h>

#include "read/kernel.h"
#include "shared/failure.h"

enum remedy_kind {
	REMEDY_NONE,	   /* nobody has one; the source says where the symbol was seen */
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
	const char *note;
	const char *api;     /* what a consumer names to get the substitute */
	const char *through; /* the inline that commonly leads to it */
	const char *by_way;  /* of this alone, whose name is that long; or NULL */
	size_t by_way_length;
	const char *arch;   /* and here alone, where the kernel's own is not known */
	bool undone_before; /* upstream undid it in an older release than the kernel */
	char last[16]; /* release that was looked at, where the kernel is later; or "" */
};

/* By what way does a module come to a symbol? By @function; true where that is not known. */
struct way {
	bool (*passes)(const char *function, const void *data);
	const void *data;
};

struct catalogue;

int catalogue_open(struct catalogue **catalogue, struct failure *failure);
void catalogue_close(struct catalogue *catalogue);

/* What holds for @symbol on @kernel, on its architecture, when a module comes to it by @way. */
struct remedy catalogue_find(const struct catalogue *catalogue, const char *symbol,
			     const struct kernel *kernel, const struct way *way);

/* "none", "substitute", "undone", "deliberate" or "open". */
const char *remedy_kind_name(enum remedy_kind kind);

/* The remedy as a sentence, to be freed; NULL without memory. */
char *remedy_sentence(const struct remedy *remedy);

#endif /* KSHIM_CATALOGUE_H */
