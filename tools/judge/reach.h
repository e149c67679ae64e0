/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Which undefined symbols does a function of an object come to? The object is a graph: its
 * nodes are functions and variables, its edges are relocations, those of tables included
 * (see places.h).
 */
#ifndef KSHIM_REACH_H
#define KSHIM_REACH_H

#include "read/places.h"

struct reach;

/* Build the graph of @object, which has to live as long. 0 or -errno. */
int reach_open(struct reach **reach, const struct object *object,
	       struct failure *failure);
void reach_close(struct reach *reach);

/*
 * Call @found with each undefined symbol that @function, which is defined in the object, needs,
 * and @data; once each. 0 or -ENOMEM.
 */
int reach_from(struct reach *reach, const struct symbol *function,
	       void (*found)(const struct symbol *symbol, void *data), void *data);

#endif /* KSHIM_REACH_H */
