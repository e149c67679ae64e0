/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <errno.h>
#include <json-c/linkhash.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "read/chain.h"
#include "shared/array.h"

/* Inlining is never this deep; damaged files nest without end. */
#define DEEPEST 200

/* Addresses of a unit, a function, a scope in one, or a variable. */
struct range {
	Dwarf_Addr low, high;
	Dwarf_Addr highest; /* of all up to this one, once they are sorted */
	Dwarf_Die die;
};

struct ranges {
	struct range *list;
	size_t count;
};

/* A call of a function that has code of its own. */
struct call {
	Dwarf_Off function;
	Dwarf_Addr address; /* within the call */
};

struct unit {
	Dwarf_Off offset;
	struct ranges functions;
	struct call *calls;
	size_t call_count;
	bool has_calls; /* they were listed */
};

struct chains {
	const struct object *object;
	Dwfl *dwfl;
	Dwfl_Module *module;
	Dwarf *dwarf;
	Dwarf_Addr bias; /* from libdwfl's addresses to those in the debug information */
	Dwarf_Addr *starts; /* of the sections */
	struct ranges units;
	struct ranges variables;
	bool has_variables; /* they were listed */
	/* The scopes in a function or scope: struct ranges by the place of its DIE. */
	struct lh_table *scopes;
	struct unit *seen; /* units whose functions were listed */
	size_t seen_count;
};

/* Only the file itself; a look around for separate files is not wanted. */
static int no_file(Dwfl_Module *module, void **data, const char *name, Dwarf_Addr base,
		   const char *file, const char *link, GElf_Word crc, char **found)
{
	return -1;
}

static int no_elf(Dwfl_Module *module, void **data, const char *name, Dwarf_Addr base,
		  char **found, Elf **elf)
{
	return -1;
}

static const Dwfl_Callbacks callbacks = {
	.find_elf = no_elf,
	.find_debuginfo = no_file,
	.section_address = dwfl_offline_section_address,
};

static int by_low(const void *left, const void *right)
{
	const struct range *a = left, *b = right;

	return a->low < b->low ? -1 : a->low > b->low;
}

/*
 * A list of ranges that begins with its end: up to DWARF 4 two zeros are that, and also an empty
 * range where the unit begins, which gcc 10 writes for an inline whose first piece has no code. No
 * compiler writes a list of nothing, so it goes on behind them. libdw takes a place in the section
 * to go on from, and 0 and 1 for other things.
 */
static ptrdiff_t behind_first(Dwarf_Die *die, Dwarf_Addr *base, Dwarf_Addr *low,
			      Dwarf_Addr *high)
{
	Dwarf_Attribute attribute;
	Dwarf_Die unit;
	Dwarf_Word list;
	Dwarf_Half version;
	uint8_t address_size;

	if (!dwarf_attr(die, DW_AT_ranges, &attribute) ||
	    dwarf_formudata(&attribute, &list) ||
	    !dwarf_cu_die(die->cu, &unit, &version, NULL, &address_size, NULL, NULL,
			  NULL) ||
	    version > 4)
		return 0;
	if (dwarf_lowpc(&unit, base))
		*base = 0;
	return dwarf_ranges(die, list + 2 * address_size, base, low, high);
}

/* As dwarf_ranges(): begin with @at 0, stop at one that isn't above 0. */
static ptrdiff_t next_range(Dwarf_Die *die, ptrdiff_t at, Dwarf_Addr *base,
			    Dwarf_Addr *low, Dwarf_Addr *high)
{
	ptrdiff_t next = dwarf_ranges(die, at, base, low, high);

	return next || at ? next : behind_first(die, base, low, high);
}

static int add_ranges(struct ranges *ranges, Dwarf_Die *die)
{
	Dwarf_Addr base, low, high;
	ptrdiff_t at = 0;
	struct range *more;

	while ((at = next_range(die, at, &base, &low, &high)) > 0) {
		if (low >= high)
			continue;
		more = ARRAY_MORE(ranges->list, ranges->count);
		if (!more)
			return -ENOMEM;
		*more = (struct range){ low, high, high, *die };
	}
	return 0;
}

static void sort_ranges(struct ranges *ranges)
{
	size_t i;

	if (!ranges->count)
		return;
	qsort(ranges->list, ranges->count, sizeof(*ranges->list), by_low);
	for (i = 1; i < ranges->count; i++)
		if (ranges->list[i].highest < ranges->list[i - 1].highest)
			ranges->list[i].highest = ranges->list[i - 1].highest;
}

/* The one that covers @address; of several the one that begins last. */
static struct range *find_range(const struct ranges *ranges, Dwarf_Addr address)
{
	size_t low = 0, high = ranges->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ranges->list[middle].low <= address)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low && address < ranges->list[low - 1].highest; low--)
		if (address < ranges->list[low - 1].high)
			return &ranges->list[low - 1];
	return NULL;
}

static int find_units(struct chains *chains)
{
	Dwarf_CU *unit = NULL;
	Dwarf_Die die;
	int error = 0;

	while (!error &&
	       !dwarf_get_units(chains->dwarf, unit, &unit, NULL, NULL, &die, NULL))
		error = add_ranges(&chains->units, &die);
	sort_ranges(&chains->units);
	return error;
}

/* libdwfl lays the sections out; the headers in its own handle say where. */
static int find_starts(struct chains *chains, Elf *elf, Dwarf_Addr elf_bias)
{
	size_t i;

	chains->starts =
		calloc(chains->object->section_count + 1, sizeof(*chains->starts));
	if (!chains->starts)
		return -ENOMEM;
	for (i = 1; i < chains->object->section_count; i++) {
		Elf_Scn *scn = elf_getscn(elf, i);
		GElf_Shdr header;

		if (scn && gelf_getshdr(scn, &header))
			chains->starts[i] = header.sh_addr + elf_bias;
	}
	return 0;
}

static bool has_debug_information(const struct object *object)
{
	size_t i;

	for (i = 1; i < object->section_count; i++)
		if (!strcmp(object->sections[i].name, ".debug_info"))
			return true;
	return false;
}

static int open_dwarf(struct chains *chains, const char **why)
{
	GElf_Addr elf_bias;
	int fd = dup(chains->object->fd);
	Elf *elf;

	chains->dwfl = dwfl_begin(&callbacks);
	if (!chains->dwfl || fd < 0) {
		if (fd >= 0)
			close(fd);
		return -ENOMEM;
	}
	dwfl_report_begin(chains->dwfl);
	chains->module = dwfl_report_offline(chains->dwfl, "", chains->object->path, fd);
	if (!chains->module)
		close(fd);
	dwfl_report_end(chains->dwfl, NULL, NULL);
	if (chains->module) {
		chains->dwarf = dwfl_module_getdwarf(chains->module, &chains->bias);
		elf = dwfl_module_getelf(chains->module, &elf_bias);
		if (chains->dwarf && elf)
			return find_starts(chains, elf, elf_bias) ?: find_units(chains);
	}
	*why = dwfl_errmsg(-1);
	return 1;
}

static void free_scopes(struct lh_entry *entry)
{
	struct ranges *scopes = (struct ranges *)lh_entry_v(entry);

	free(scopes->list);
	free(scopes);
}

int chains_open(struct chains **chains, const struct object *object, const char **why,
		struct failure *failure)
{
	int error;

	*chains = NULL;
	*why = "it has no debug information; rebuild it with KCFLAGS=-g";
	if (!has_debug_information(object))
		return 0;
	*chains = calloc(1, sizeof(**chains));
	if (!*chains)
		return failure_memory(failure);
	(*chains)->object = object;
	(*chains)->scopes = lh_kptr_table_new(256, free_scopes);
	error = (*chains)->scopes ? open_dwarf(*chains, why) : -ENOMEM;
	if (error) {
		chains_close(*chains);
		*chains = NULL;
	}
	return error < 0 ? failure_memory(failure) : 0;
}

void chains_close(struct chains *chains)
{
	size_t i;

	if (!chains)
		return;
	if (chains->dwfl)
		dwfl_end(chains->dwfl);
	for (i = 0; i < chains->seen_count; i++) {
		free(chains->seen[i].functions.list);
		free(chains->seen[i].calls);
	}
	free(chains->seen);
	if (chains->scopes)
		lh_table_free(chains->scopes);
	free(chains->variables.list);
	free(chains->units.list);
	free(chains->starts);
	free(chains);
}

uint64_t chains_address(const struct chains *chains, struct place place)
{
	return chains->starts[place.section] + place.offset - chains->bias;
}

/* Functions may stand in a C file's top level only. */
static int list_functions(struct ranges *functions, Dwarf_Die *unit)
{
	Dwarf_Die die;
	int error = 0;

	if (dwarf_child(unit, &die))
		return 0;
	do {
		if (dwarf_tag(&die) == DW_TAG_subprogram)
			error = add_ranges(functions, &die);
	} while (!error && !dwarf_siblingof(&die, &die));
	sort_ranges(functions);
	return error;
}

static int unit_of(struct chains *chains, Dwarf_Die *die, struct unit **unit)
{
	Dwarf_Off offset = dwarf_dieoffset(die);
	size_t i;

	for (i = 0; i < chains->seen_count; i++)
		if (chains->seen[i].offset == offset) {
			*unit = &chains->seen[i];
			return 0;
		}
	*unit = ARRAY_MORE(chains->seen, chains->seen_count);
	if (!*unit)
		return -ENOMEM;
	**unit = (struct unit){ .offset = offset };
	return list_functions(&(*unit)->functions, die);
}

/* What may hold @die's code more closely: inlined calls, and blocks that hold some. */
static int scopes_of(struct chains *chains, Dwarf_Die *die, struct ranges **scopes)
{
	void *key = (void *)(uintptr_t)dwarf_dieoffset(die), *found;
	Dwarf_Die child;
	int error = 0;

	if (lh_table_lookup_ex(chains->scopes, key, &found)) {
		*scopes = found;
		return 0;
	}
	*scopes = calloc(1, sizeof(**scopes));
	if (!*scopes || lh_table_insert(chains->scopes, key, *scopes)) {
		free(*scopes);
		return -ENOMEM;
	}
	if (dwarf_child(die, &child))
		return 0;
	do {
		int tag = dwarf_tag(&child);

		if (tag == DW_TAG_inlined_subroutine || tag == DW_TAG_lexical_block)
			error = add_ranges(*scopes, &child);
	} while (!error && !dwarf_siblingof(&child, &child));
	sort_ranges(*scopes);
	return error;
}

/* The one of them that covers @address: 1, 0 when there is none, or -ENOMEM. */
static int next_inward(struct chains *chains, Dwarf_Die *die, Dwarf_Addr address)
{
	struct ranges *scopes;
	struct range *range;

	if (scopes_of(chains, die, &scopes))
		return -ENOMEM;
	range = find_range(scopes, address);
	if (range)
		*die = range->die;
	return range != NULL;
}

static int number(Dwarf_Die *die, unsigned int name)
{
	Dwarf_Attribute attribute;
	Dwarf_Word value;

	if (dwarf_formudata(dwarf_attr(die, name, &attribute), &value))
		return 0;
	return value;
}

static const char *file_name(Dwarf_Die *unit, size_t file)
{
	Dwarf_Files *files;
	size_t count;

	if (dwarf_getsrcfiles(unit, &files, &count) || file >= count)
		return NULL;
	return dwarf_filesrc(files, file, NULL, NULL);
}

static int add_frame(struct chain *chain, Dwarf_Die *die)
{
	struct frame *frame = ARRAY_MORE(chain->frames, chain->count);
	const char *name = dwarf_diename(die);

	if (!frame)
		return -ENOMEM;
	*frame = (struct frame){ .function = name ? name : "?" };
	return 0;
}

static void set_line(struct chain *chain, const char *file, int line)
{
	struct frame *frame = &chain->frames[chain->count - 1];

	frame->file = file;
	frame->line = file ? line : 0;
}

static int walk_inward(struct chains *chains, Dwarf_Die *unit, Dwarf_Die die,
		       Dwarf_Addr address, struct chain *chain)
{
	Dwarf_Line *line;
	int number_of_line = 0, depth = 0, found = 1;

	if (add_frame(chain, &die))
		return -ENOMEM;
	while (depth++ < DEEPEST && (found = next_inward(chains, &die, address)) > 0) {
		if (dwarf_tag(&die) != DW_TAG_inlined_subroutine)
			continue;
		set_line(chain, file_name(unit, number(&die, DW_AT_call_file)),
			 number(&die, DW_AT_call_line));
		if (add_frame(chain, &die))
			return -ENOMEM;
	}
	if (found < 0)
		return found;
	line = dwarf_getsrc_die(unit, address);
	if (line && !dwarf_lineno(line, &number_of_line))
		set_line(chain, dwarf_linesrc(line, NULL, NULL), number_of_line);
	return 0;
}

/* The function at @address, and its unit: 1, 0 when there is none, or -ENOMEM. */
static int function_at(struct chains *chains, Dwarf_Addr address, Dwarf_Die *top,
		       Dwarf_Die *function, struct unit **unit)
{
	struct range *range = find_range(&chains->units, address);

	if (!range)
		return 0;
	*top = range->die;
	if (unit_of(chains, top, unit))
		return -ENOMEM;
	range = find_range(&(*unit)->functions, address);
	if (!range)
		return 0;
	*function = range->die;
	return 1;
}

int chains_at(struct chains *chains, struct place place, struct chain *chain)
{
	Dwarf_Die top, function;
	Dwarf_Addr address;
	struct unit *unit;
	int found;

	*chain = (struct chain){ 0 };
	if (!place.section || place.section >= chains->object->section_count)
		return 0;
	address = chains_address(chains, place);
	found = function_at(chains, address, &top, &function, &unit);
	return found > 0 ? walk_inward(chains, &top, function, address, chain) : found;
}

/* The DIE that a call names: of the function, or what its code is an instance of. */
static Dwarf_Off origin(Dwarf_Die *die)
{
	Dwarf_Attribute attribute;
	Dwarf_Die abstract;

	if (dwarf_formref_die(dwarf_attr(die, DW_AT_abstract_origin, &attribute),
			      &abstract))
		return dwarf_dieoffset(&abstract);
	return dwarf_dieoffset(die);
}

/* DWARF 5 has DW_TAG_call_site; gcc made a form of its own of it before. */
static int add_call(struct unit *unit, Dwarf_Die *die)
{
	bool standard = dwarf_tag(die) == DW_TAG_call_site;
	unsigned int names = standard ? DW_AT_call_origin : DW_AT_abstract_origin;
	unsigned int returns = standard ? DW_AT_call_return_pc : DW_AT_low_pc;
	Dwarf_Attribute attribute;
	Dwarf_Addr address;
	Dwarf_Die callee;
	struct call *call;

	if (!dwarf_formref_die(dwarf_attr(die, names, &attribute), &callee) ||
	    dwarf_formaddr(dwarf_attr(die, returns, &attribute), &address))
		return 0;
	call = ARRAY_MORE(unit->calls, unit->call_count);
	if (!call)
		return -ENOMEM;
	*call = (struct call){ origin(&callee), address - 1 };
	return 0;
}

static int list_calls(struct unit *unit, Dwarf_Die *parent, int depth)
{
	Dwarf_Die die;
	int error = 0;

	if (depth > DEEPEST || dwarf_child(parent, &die))
		return 0;
	do {
		switch (dwarf_tag(&die)) {
		case DW_TAG_call_site:
		case DW_TAG_GNU_call_site:
			error = add_call(unit, &die);
			break;
		case DW_TAG_subprogram:
		case DW_TAG_inlined_subroutine:
		case DW_TAG_lexical_block:
			error = list_calls(unit, &die, depth + 1);
			break;
		}
	} while (!error && !dwarf_siblingof(&die, &die));
	return error;
}

static int by_function(const void *left, const void *right)
{
	const struct call *a = left, *b = right;

	if (a->function != b->function)
		return a->function < b->function ? -1 : 1;
	return a->address < b->address ? -1 : a->address > b->address;
}

/* List the calls of a unit once; *@first is the first one of @function. */
static int find_calls(struct unit *unit, Dwarf_Die *top, Dwarf_Off function,
		      size_t *first)
{
	size_t low = 0, high;
	int error = 0;

	if (!unit->has_calls) {
		error = list_calls(unit, top, 0);
		if (unit->call_count)
			qsort(unit->calls, unit->call_count, sizeof(*unit->calls),
			      by_function);
		unit->has_calls = true;
	}
	for (high = unit->call_count; low < high;) {
		size_t middle = low + (high - low) / 2;

		if (unit->calls[middle].function < function)
			low = middle + 1;
		else
			high = middle;
	}
	*first = low;
	return error;
}

static bool is_in_header(Dwarf_Die *function)
{
	Dwarf_Attribute attribute;
	Dwarf_Die abstract;
	const char *file = dwarf_decl_file(function);

	if (!file &&
	    dwarf_formref_die(dwarf_attr(function, DW_AT_abstract_origin, &attribute),
			      &abstract))
		file = dwarf_decl_file(&abstract);
	return file && strlen(file) > 2 && !strcmp(file + strlen(file) - 2, ".h");
}

/* Put @inner behind @outer. */
static int append(struct chain *outer, const struct chain *inner)
{
	size_t i;

	for (i = 0; i < inner->count; i++) {
		struct frame *frame = ARRAY_MORE(outer->frames, outer->count);

		if (!frame)
			return -ENOMEM;
		*frame = inner->frames[i];
	}
	return 0;
}

struct callers {
	struct chain *list;
	size_t count;
};

/* The callers of the function at @address; @inner is the chain from there on. */
static int find_callers(struct chains *chains, Dwarf_Addr address,
			const struct chain *inner, int depth, struct callers *callers);

static int add_caller(struct chains *chains, Dwarf_Addr address,
		      const struct chain *inner, int depth, struct callers *callers)
{
	Dwarf_Die top, function;
	struct chain chain = { 0 }, *more;
	struct unit *unit;
	size_t before = callers->count;
	int error = function_at(chains, address, &top, &function, &unit);

	if (error <= 0)
		return error;
	error = walk_inward(chains, &top, function, address, &chain);
	if (!error)
		error = append(&chain, inner);
	if (!error && is_in_header(&function) && depth < 8)
		error = find_callers(chains, address, &chain, depth + 1, callers);
	if (!error && callers->count == before) {
		more = ARRAY_MORE(callers->list, callers->count);
		if (more) {
			*more = chain;
			return 0;
		}
		error = -ENOMEM;
	}
	free(chain.frames);
	return error;
}

static int find_callers(struct chains *chains, Dwarf_Addr address,
			const struct chain *inner, int depth, struct callers *callers)
{
	Dwarf_Die top, function;
	struct unit *unit;
	size_t i, number_of_unit;
	int error = function_at(chains, address, &top, &function, &unit);

	if (error <= 0 || !is_in_header(&function))
		return error < 0 ? error : 0;
	error = find_calls(unit, &top, origin(&function), &i);
	/* The list of units may move. */
	number_of_unit = unit - chains->seen;
	for (; !error && i < chains->seen[number_of_unit].call_count; i++) {
		struct call call = chains->seen[number_of_unit].calls[i];

		if (call.function != origin(&function) || callers->count >= CALLERS_MOST)
			break;
		error = add_caller(chains, call.address, inner, depth, callers);
	}
	return error;
}

int chains_callers(struct chains *chains, struct place place, struct chain **callers,
		   size_t *count)
{
	struct callers found = { 0 };
	struct chain nothing = { 0 };
	int error = 0;

	if (place.section && place.section < chains->object->section_count)
		error = find_callers(chains, chains_address(chains, place), &nothing, 0,
				     &found);
	*callers = found.list;
	*count = found.count;
	return error;
}

/* Where the variable lies: 1, or 0 when that isn't one address. */
/* Of what is inlined the unit has a description without code; what is only declared has neither. */
static int find_functions(Dwarf_Die *unit, int (*found)(const char *name, void *data),
			  void *data)
{
	Dwarf_Die die;
	int error = 0;

	if (dwarf_child(unit, &die))
		return 0;
	do {
		if (dwarf_tag(&die) == DW_TAG_subprogram && dwarf_diename(&die) &&
		    (dwarf_hasattr(&die, DW_AT_inline) ||
		     dwarf_hasattr(&die, DW_AT_low_pc) ||
		     dwarf_hasattr(&die, DW_AT_ranges)))
			error = found(dwarf_diename(&die), data);
	} while (!error && !dwarf_siblingof(&die, &die));
	return error;
}

int chains_functions(struct chains *chains, int (*found)(const char *name, void *data),
		     void *data)
{
	Dwarf_CU *unit = NULL;
	Dwarf_Die die;
	int error = 0;

	while (!error &&
	       !dwarf_get_units(chains->dwarf, unit, &unit, NULL, NULL, &die, NULL))
		error = find_functions(&die, found, data);
	return error;
}

static int address_of(Dwarf_Die *variable, Dwarf_Addr *address)
{
	Dwarf_Attribute attribute, indexed;
	Dwarf_Op *operations;
	size_t count;

	if (dwarf_getlocation(dwarf_attr(variable, DW_AT_location, &attribute),
			      &operations, &count) ||
	    count != 1)
		return 0;
	/* gcc writes an address, clang its number in .debug_addr. */
	if (operations[0].atom == DW_OP_addrx)
		return !dwarf_getlocation_attr(&attribute, operations, &indexed) &&
		       !dwarf_formaddr(&indexed, address);
	*address = operations[0].number;
	return operations[0].atom == DW_OP_addr;
}

static int list_variables(struct chains *chains)
{
	Dwarf_CU *unit = NULL;
	Dwarf_Die top, die;
	Dwarf_Addr address;

	while (!dwarf_get_units(chains->dwarf, unit, &unit, NULL, NULL, &top, NULL)) {
		if (dwarf_child(&top, &die))
			continue;
		do {
			struct range *more;

			if (dwarf_tag(&die) != DW_TAG_variable ||
			    !address_of(&die, &address))
				continue;
			more = ARRAY_MORE(chains->variables.list,
					  chains->variables.count);
			if (!more)
				return -ENOMEM;
			*more = (struct range){ address, address + 1, address + 1, die };
		} while (!dwarf_siblingof(&die, &die));
	}
	sort_ranges(&chains->variables);
	chains->has_variables = true;
	return 0;
}

int chains_variable(struct chains *chains, struct place place, const char **file,
		    int *line)
{
	struct range *range;

	*file = NULL;
	*line = 0;
	if (!chains->has_variables && list_variables(chains))
		return -ENOMEM;
	range = find_range(&chains->variables, chains_address(chains, place));
	if (!range)
		return 0;
	*file = dwarf_decl_file(&range->die);
	if (dwarf_decl_line(&range->die, line))
		*line = 0;
	return 0;
}
