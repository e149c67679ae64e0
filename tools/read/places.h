/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Which code does a relocation serve? Most stand in it. The static key of
 * static_branch_unlikely() stands in __jump_table alone; alternatives, bug tables and
 * static-call sites have tables too. Each entry of such a table (data without symbols)
 * names the code that it is about first, and what follows in the entry hangs on that.
 * Code without symbols (.altinstr_replacement, .fixup) is served by who points to it.
 */
#ifndef KSHIM_PLACES_H
#define KSHIM_PLACES_H

#include "read/object.h"

/* A place in a section; section 0 is none. */
struct place {
	uint64_t offset;
	uint32_t section;
};

struct places;

/* Work out the places of @object, which has to live as long. 0 or -errno. */
int places_find(struct places **places, const struct object *object,
		struct failure *failure);
void places_free(struct places *places);

/*
 * The code that relocation number @i of the object serves: in it, or where the table entry
 * belongs. Section 0 for what serves no code: a pointer in a variable.
 */
struct place places_code(const struct places *places, size_t i);

/* The function or variable (its symbol) that holds the place, or NULL. */
const struct symbol *places_holder(const struct places *places, struct place place);

/* Where relocation @r, whose symbol is defined in @object, points to. */
struct place place_aimed(const struct object *object, const struct relocation *r);

#endif /* KSHIM_PLACES_H */
