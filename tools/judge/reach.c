/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "judge/reach.h"
#include "shared/array.h"

/* Nodes are symbols, by their number in the object. */
struct edge {
	uint32_t from, to;
};

struct reach {
	const struct object *object;
	struct edge *edges; /* by from */
	size_t edge_count;
	uint32_t *visited; /* the walk that came by last, for each symbol */
	uint32_t walk;
	uint32_t *stack;
	size_t room; /* in the stack */
};

static int by_from(const void *left, const void *right)
{
	const struct edge *a = left, *b = right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->to < b->to ? -1 : a->to > b->to;
}

static uint32_t number(const struct object *object, const struct symbol *symbol)
{
	return symbol - object->symbols;
}

static int add_edge(struct reach *reach, const struct places *places, size_t i)
{
	const struct object *object = reach->object;
	const struct relocation *r = &object->relocations[i];
	const struct symbol *to = &object->symbols[r->symbol], *from;
	struct place code = places_code(places, i);
	struct edge *edge;

	if (!code.section)
		code = (struct place){ r->offset, r->place };
	from = places_holder(places, code);
	if (to->section != SHN_UNDEF && to->section < object->section_count)
		to = places_holder(places, place_aimed(object, r));
	if (!from || !to || from == to)
		return 0;
	edge = ARRAY_MORE(reach->edges, reach->edge_count);
	if (!edge)
		return -ENOMEM;
	*edge = (struct edge){ number(object, from), number(object, to) };
	return 0;
}

static const struct symbol *find_undefined(const struct object *object,
					   const char *prefix, const char *name)
{
	size_t length = strlen(prefix), i;

	for (i = 0; i < object->symbol_count; i++) {
		const struct symbol *symbol = &object->symbols[i];

		if (symbol->section == SHN_UNDEF &&
		    !strncmp(symbol->name, prefix, length) &&
		    !strcmp(symbol->name + length, name))
			return symbol;
	}
	return NULL;
}

/*
 * A static call references its trampoline, __SCT__NAME, and its key, __SCK__NAME, which stands in
 * .discard.addressable, in no function, until objtool makes .static_call_sites (Linux 5.10,
 * include/linux/static_call_types.h). Here the trampoline leads to the key.
 */
static int add_static_calls(struct reach *reach)
{
	const struct object *object = reach->object;
	size_t i;

	for (i = 0; i < object->symbol_count; i++) {
		const struct symbol *from = &object->symbols[i], *to;
		struct edge *edge;

		if (from->section != SHN_UNDEF || strncmp(from->name, "__SCT__", 7))
			continue;
		to = find_undefined(object, "__SCK__", from->name + 7);
		if (!to)
			continue;
		edge = ARRAY_MORE(reach->edges, reach->edge_count);
		if (!edge)
			return -ENOMEM;
		*edge = (struct edge){ number(object, from), number(object, to) };
	}
	return 0;
}

int reach_open(struct reach **reach, const struct object *object, struct failure *failure)
{
	struct places *places;
	size_t i;
	int error = places_find(&places, object, failure);

	*reach = NULL;
	if (error)
		return error;
	*reach = calloc(1, sizeof(**reach));
	if (*reach) {
		(*reach)->object = object;
		(*reach)->visited =
			calloc(object->symbol_count + 1, sizeof(*(*reach)->visited));
	}
	error = *reach && (*reach)->visited ? 0 : -ENOMEM;
	for (i = 0; !error && i < object->relocation_count; i++)
		error = add_edge(*reach, places, i);
	places_free(places);
	error = error ?: add_static_calls(*reach);
	if (error) {
		reach_close(*reach);
		*reach = NULL;
		return failure_memory(failure);
	}
	if ((*reach)->edge_count)
		qsort((*reach)->edges, (*reach)->edge_count, sizeof(*(*reach)->edges),
		      by_from);
	return 0;
}

void reach_close(struct reach *reach)
{
	if (!reach)
		return;
	free(reach->edges);
	free(reach->visited);
	free(reach->stack);
	free(reach);
}

static size_t first_edge(const struct reach *reach, uint32_t from)
{
	size_t low = 0, high = reach->edge_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (reach->edges[middle].from < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int push(struct reach *reach, size_t *depth, uint32_t node)
{
	if (reach->visited[node] == reach->walk)
		return 0;
	reach->visited[node] = reach->walk;
	if (*depth == reach->room) {
		size_t room = reach->room ? 2 * reach->room : 64;
		uint32_t *more = reallocarray(reach->stack, room, sizeof(*more));

		if (!more)
			return -ENOMEM;
		reach->stack = more;
		reach->room = room;
	}
	reach->stack[(*depth)++] = node;
	return 0;
}

int reach_from(struct reach *reach, const struct symbol *function,
	       void (*found)(const struct symbol *symbol, void *data), void *data)
{
	size_t depth = 0, i;

	reach->walk++;
	if (push(reach, &depth, number(reach->object, function)))
		return -ENOMEM;
	while (depth > 0) {
		uint32_t node = reach->stack[--depth];
		const struct symbol *symbol = &reach->object->symbols[node];

		if (object_needs(reach->object, symbol))
			found(symbol, data);
		for (i = first_edge(reach, node);
		     i < reach->edge_count && reach->edges[i].from == node; i++)
			if (push(reach, &depth, reach->edges[i].to))
				return -ENOMEM;
	}
	return 0;
}
