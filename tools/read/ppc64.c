/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "read/ppc64.h"

/* The relocations of the section @name, of which there is one at most: the first, and *@count. */
static struct relocation *relocations_of(const struct object *object, const char *name,
					 size_t *count)
{
	size_t i, end;

	for (i = 0; i < object->relocation_count; i++)
		if (!strcmp(object->sections[object->relocations[i].place].name, name))
			break;
	for (end = i; end < object->relocation_count; end++)
		if (object->relocations[end].place != object->relocations[i].place)
			break;
	*count = end - i;
	return &object->relocations[i];
}

static int by_offset(const void *key, const void *item)
{
	uint64_t offset = *(const uint64_t *)key;
	const struct relocation *r = item;

	return offset < r->offset ? -1 : offset > r->offset;
}

static struct relocation *relocation_at(struct relocation *list, size_t count,
					uint64_t offset)
{
	return bsearch(&offset, list, count, sizeof(*list), by_offset);
}

static void resolve_descriptors(struct object *object)
{
	size_t count, i;
	struct relocation *list = relocations_of(object, ".opd", &count);

	for (i = 0; count && i < object->symbol_count; i++) {
		struct symbol *symbol = &object->symbols[i];
		const struct relocation *r;

		if (symbol->type != STT_FUNC || symbol->section != list->place)
			continue;
		r = relocation_at(list, count, symbol->value);
		if (!r)
			continue;
		symbol->value = object->symbols[r->symbol].value + r->addend;
		symbol->section = object->symbols[r->symbol].section;
	}
}

/* The slot's relocation, when @r is one of code that aims at a slot. */
static struct relocation *slot_of(const struct object *object, const struct relocation *r,
				  struct relocation *list, size_t count)
{
	const struct symbol *symbol = &object->symbols[r->symbol];

	if (!object->sections[r->place].executable || symbol->section != list->place)
		return NULL;
	return relocation_at(list, count, symbol->value + r->addend);
}

static int resolve_slots(struct object *object)
{
	size_t count, i, kept = 0;
	struct relocation *list = relocations_of(object, ".toc", &count);
	struct relocation *slots;

	if (!count)
		return 0;
	slots = malloc(count * sizeof(*slots));
	if (!slots)
		return -ENOMEM;
	memcpy(slots, list, count * sizeof(*slots));
	for (i = 0; i < object->relocation_count; i++) {
		struct relocation r = object->relocations[i], *slot;

		if (r.place == slots->place)
			continue;
		slot = slot_of(object, &r, slots, count);
		if (slot) {
			r.symbol = slot->symbol;
			r.addend = slot->addend;
		}
		object->relocations[kept++] = r;
	}
	object->relocation_count = kept;
	free(slots);
	return 0;
}

int ppc64_resolve(struct object *object)
{
	if (object->header.e_machine != EM_PPC64)
		return 0;
	resolve_descriptors(object);
	return resolve_slots(object);
}
