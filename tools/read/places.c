/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "read/places.h"
#include "shared/array.h"

/* A table entry that points into code without symbols, and the code it is about. */
struct pointer {
	struct place to;
	struct place code;
};

struct places {
	const struct object *object;
	const struct symbol **holders; /* functions and variables by place */
	size_t holder_count;
	struct place *subjects; /* for each relocation, the code of its table entry */
	struct pointer *pointers;
	size_t pointer_count;
};

static int compare_places(struct place a, struct place b)
{
	if (a.section != b.section)
		return a.section < b.section ? -1 : 1;
	return a.offset < b.offset ? -1 : a.offset > b.offset;
}

static struct place start_of(const struct symbol *symbol)
{
	return (struct place){ symbol->value, symbol->section };
}

static int by_start(const void *left, const void *right)
{
	const struct symbol *a = *(const struct symbol *const *)left;
	const struct symbol *b = *(const struct symbol *const *)right;
	int order = compare_places(start_of(a), start_of(b));

	/* Of aliases, the last one is found; the larger holds more. */
	return order ? order : a->size < b->size ? -1 : a->size > b->size;
}

static int by_aim(const void *left, const void *right)
{
	const struct pointer *a = left, *b = right;

	return compare_places(a->to, b->to);
}

static bool is_defined(const struct object *object, const struct symbol *symbol)
{
	return symbol->section != SHN_UNDEF && symbol->section < object->section_count;
}

static int find_holders(struct places *places)
{
	const struct object *object = places->object;
	size_t i;

	places->holders = malloc((object->symbol_count + 1) * sizeof(*places->holders));
	if (!places->holders)
		return -ENOMEM;
	for (i = 0; i < object->symbol_count; i++) {
		const struct symbol *symbol = &object->symbols[i];

		if (is_defined(object, symbol) &&
		    (symbol->type == STT_FUNC || symbol->type == STT_OBJECT))
			places->holders[places->holder_count++] = symbol;
	}
	qsort(places->holders, places->holder_count, sizeof(*places->holders), by_start);
	return 0;
}

struct place place_aimed(const struct object *object, const struct relocation *r)
{
	const struct symbol *symbol = &object->symbols[r->symbol];
	struct place place = { symbol->value + r->addend, symbol->section };

	/* x86 counts from the end of the instruction, at least the four bytes themselves. */
	if (object->sections[r->place].executable &&
	    ((object->header.e_machine == EM_X86_64 &&
	      (r->type == R_X86_64_PC32 || r->type == R_X86_64_PLT32)) ||
	     (object->header.e_machine == EM_386 && r->type == R_386_PC32)))
		place.offset += 4;
	return place;
}

/* Is all that code one function's? The compiler splits foo() into foo and foo.cold. */
static bool is_one_function(const struct places *places, struct place a, struct place b)
{
	const struct symbol *left = places_holder(places, a);
	const struct symbol *right = places_holder(places, b);
	size_t length;

	if (!left || !right)
		return false;
	length = strcspn(left->name, ".");
	return length == strcspn(right->name, ".") &&
	       !strncmp(left->name, right->name, length);
}

/*
 * Tables: each entry begins with the code that it is about. An entry of __jump_table goes
 * on with the code that it leads to, in the same function, and then the key; only the first of
 * the two counts. An entry of .parainstructions names nothing else.
 */
static int find_subjects(struct places *places)
{
	const struct object *object = places->object;
	struct place subject = { 0 };
	bool was_code = false;
	uint32_t table = 0;
	size_t i;

	places->subjects =
		calloc(object->relocation_count + 1, sizeof(*places->subjects));
	if (!places->subjects)
		return -ENOMEM;
	for (i = 0; i < object->relocation_count; i++) {
		const struct relocation *r = &object->relocations[i];
		const struct section *section = &object->sections[r->place];
		const struct symbol *symbol = &object->symbols[r->symbol];
		bool is_code = false;
		struct place aimed;

		if (section->executable || section->has_symbols)
			continue;
		if (r->place != table) {
			table = r->place;
			subject = (struct place){ 0 };
			was_code = false;
		}
		if (is_defined(object, symbol)) {
			aimed = place_aimed(object, r);
			is_code = object->sections[aimed.section].has_functions;
			if (is_code &&
			    (!was_code || !is_one_function(places, subject, aimed))) {
				subject = aimed;
			} else if (!is_code &&
				   object->sections[aimed.section].executable &&
				   subject.section) {
				struct pointer *pointer = ARRAY_MORE(
					places->pointers, places->pointer_count);

				if (!pointer)
					return -ENOMEM;
				*pointer = (struct pointer){ aimed, subject };
			}
		}
		places->subjects[i] = subject;
		was_code = is_code;
	}
	if (places->pointer_count)
		qsort(places->pointers, places->pointer_count, sizeof(*places->pointers),
		      by_aim);
	return 0;
}

int places_find(struct places **places, const struct object *object,
		struct failure *failure)
{
	*places = calloc(1, sizeof(**places));
	if (!*places)
		return failure_memory(failure);
	(*places)->object = object;
	if (find_holders(*places) || find_subjects(*places)) {
		places_free(*places);
		*places = NULL;
		return failure_memory(failure);
	}
	return 0;
}

void places_free(struct places *places)
{
	if (!places)
		return;
	free(places->holders);
	free(places->subjects);
	free(places->pointers);
	free(places);
}

/* The code on whose behalf this place in code without symbols is run. */
static struct place pointed_from(const struct places *places, struct place place)
{
	size_t low = 0, high = places->pointer_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_places(places->pointers[middle].to, place) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low || places->pointers[low - 1].to.section != place.section)
		return (struct place){ 0 };
	return places->pointers[low - 1].code;
}

struct place places_code(const struct places *places, size_t i)
{
	const struct relocation *r = &places->object->relocations[i];
	const struct section *section = &places->object->sections[r->place];
	struct place place = { r->offset, r->place };

	if (section->has_functions)
		return place;
	if (section->executable)
		return pointed_from(places, place);
	return places->subjects[i];
}

const struct symbol *places_holder(const struct places *places, struct place place)
{
	size_t low = 0, high = places->holder_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_places(start_of(places->holders[middle]), place) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	/* What is padded for patching lies before a function, and is its own. */
	if (low < places->holder_count &&
	    (!low || places->holders[low - 1]->section != place.section))
		low++;
	if (!low || places->holders[low - 1]->section != place.section)
		return NULL;
	return places->holders[low - 1];
}
