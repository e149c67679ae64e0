/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The project's own lists (compat/lists/substitutes.list, compat/lists/incidents.list): stanzas
 * of "Key: value" lines with an empty line between them; lines that begin with '#'
 * are comments, those that begin with a blank go on with the value above.
 */
#ifndef KSHIM_STANZA_H
#define KSHIM_STANZA_H

#include "shared/failure.h"

struct stanzas;

/* Read @path into *@stanzas, to be freed with stanzas_free(). 0 or -errno. */
int stanzas_read(struct stanzas **stanzas, const char *path, struct failure *failure);
void stanzas_free(struct stanzas *stanzas);

/* How many there are; the value of @key in number @i, or NULL. */
size_t stanzas_count(const struct stanzas *stanzas);
const char *stanza_get(const struct stanzas *stanzas, size_t i, const char *key);

#endif /* KSHIM_STANZA_H */
