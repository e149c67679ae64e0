/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/judge.h"
#include "judge/licence.h"
#include "judge/taint.h"
#include "read/exports.h"
#include "shared/array.h"
#include "shared/text.h"

/* What a symbol's name is made of. */
#define NAME "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789"

/*
 * modpost takes all licences of a module: one that isn't GPL-compatible makes it so. An
 * object without any is a part of a module whose licence isn't known, and the kernel takes
 * a module without one for proprietary.
 */
static void judge_licence(struct judgement *judgement, const char *licence)
{
	const char *own = NULL;

	judgement->licence = licence;
	while (!licence && (own = object_modinfo(judgement->object, "license", own))) {
		judgement->licence = own;
		if (!licence_is_gpl_compatible(own))
			break;
	}
	if (!judgement->licence)
		return;
	judgement->module.gpl_compatible = licence_is_gpl_compatible(judgement->licence);
	judgement->is_mistaken = licence_is_mistaken(judgement->licence);
}

static bool imports(const struct module *module, const char *namespace)
{
	const char *import = NULL;

	while (module->object &&
	       (import = object_modinfo(module->object, "import_ns", import)))
		if (!strcmp(import, namespace))
			return true;
	return false;
}

/*
 * "module:a,b*" lets modules of these names alone use a symbol, and can't be imported (Linux 6.16
 * "module: Add module specific symbol namespace support"); a '*' may stand at a name's end. Before,
 * it is a namespace like any other.
 */
static bool is_invited(const struct module *module, const char *names)
{
	while (module->name && *names) {
		size_t length = strcspn(names, ",");
		bool more = length && names[length - 1] == '*';

		if (is_same_module(module->name, names, length - more) &&
		    (more || !module->name[length]))
			return true;
		names += length;
		names += *names == ',';
	}
	return false;
}

bool namespace_is_closed(const struct kernel *kernel, const char *namespace)
{
	return kernel->knows_module_namespaces && !strncmp(namespace, "module:", 7);
}

/* Where imports may be left out, modpost and the loader warn and go on, whichever it is. */
static bool may_use_namespace(const struct kernel *kernel, const struct module *module,
			      const char *namespace)
{
	if (!*namespace || kernel->allows_missing_imports)
		return true;
	if (namespace_is_closed(kernel, namespace))
		return is_invited(module, namespace + 7);
	return imports(module, namespace);
}

/* The loader compares what the module was built with to what the kernel has. */
static bool has_other_crc(const struct module *module, const struct export *export)
{
	uint32_t crc;

	return module->object && export->crc &&
	       object_crc(module->object, export->symbol, &crc) && crc != export->crc;
}

/*
 * __start_ and __stop_ of a section come when the module is linked for good. 7.2's modpost, which
 * is run before that, doesn't miss them; the loader would.
 */
static bool is_made_by_linker(const struct kernel *kernel, const struct module *module,
			      const char *name)
{
	return kernel->forgives_section_bounds &&
	       (!strncmp(name, "__start_", 8) || !strncmp(name, "__stop_", 7)) &&
	       !(module->object && object_is_linked(module->object));
}

unsigned int problems_of(const struct kernel *kernel, const struct module *module,
			 const char *name, bool weak)
{
	const struct export *export = symvers_find(kernel->symvers, name);
	unsigned int problems = 0;

	if (is_made_by_linker(kernel, module, name))
		return 0;
	if (!export)
		return weak ? 0 : 1 << PROBLEM_MISSING;
	if (export->type == EXPORT_GPL && !module->gpl_compatible)
		problems |= 1 << PROBLEM_GPL;
	if (!may_use_namespace(kernel, module, export->namespace))
		problems |= 1 << PROBLEM_NAMESPACE;
	if (has_other_crc(module, export))
		problems |= 1 << PROBLEM_CRC;
	return problems;
}

enum problem problem_of(const struct kernel *kernel, const struct module *module,
			const char *name, bool weak)
{
	unsigned int problems = problems_of(kernel, module, name, weak);
	enum problem problem = PROBLEM_MISSING;

	while (problem_is_at_link(problem) && !(problems & 1 << problem))
		problem--;
	return problem_is_at_link(problem) ? problem : PROBLEM_NONE;
}

/* @detail is the finding's, and may be NULL. */
static int add_finding(struct judgement *judgement, enum problem problem,
		       const char *symbol, size_t number, const struct export *export,
		       char *detail)
{
	struct finding *finding =
		ARRAY_MORE(judgement->findings, judgement->finding_count);

	if (!finding) {
		free(detail);
		return -ENOMEM;
	}
	*finding = (struct finding){ .problem = problem,
				     .symbol = symbol,
				     .number = number,
				     .export = export,
				     .detail = detail };
	return 0;
}

/* The same with a detail, of which there has to be one. */
static int add_detailed(struct judgement *judgement, enum problem problem,
			const char *symbol, const struct export *export, char *detail)
{
	return detail ? add_finding(judgement, problem, symbol, 0, export, detail) :
			-ENOMEM;
}

static int judge_crc(struct judgement *judgement, const struct export *export)
{
	uint32_t crc;

	if (!object_crc(judgement->object, export->symbol, &crc))
		return 0;
	return add_detailed(
		judgement, PROBLEM_CRC, export->symbol, export,
		text_of("built with 0x%08x, the kernel has 0x%08x", crc, export->crc));
}

static int judge_symbol(struct judgement *judgement, size_t number)
{
	const struct symbol *symbol = &judgement->object->symbols[number];
	const struct kernel *kernel = judgement->kernel;
	const struct export *export = symvers_find(kernel->symvers, symbol->name);
	unsigned int problems = problems_of(kernel, &judgement->module, symbol->name,
					    symbol->bind == STB_WEAK);
	enum problem problem;
	int error = 0;

	for (problem = PROBLEM_MISSING; !error && problem_is_at_link(problem); problem--)
		if (problems & 1 << problem)
			error = add_finding(judgement, problem, symbol->name, number,
					    export, NULL);
	if (!error && problems & 1 << PROBLEM_NAMESPACE)
		judgement->findings[judgement->finding_count - 1].is_closed =
			namespace_is_closed(kernel, export->namespace);
	if (!error && problems & 1 << PROBLEM_CRC)
		error = judge_crc(judgement, export);
	return error;
}

/*
 * Before it looks at anything else, the loader compares the CRC of module_layout, which no module
 * references, and then the version magic: all of it, or where there are CRCs what stands behind
 * the release (same_magic() in kernel/module/version.c).
 */
static int judge_build(struct judgement *judgement)
{
	const struct kernel *kernel = judgement->kernel;
	const struct export *layout = symvers_find(kernel->symvers, "module_layout");
	const char *built = object_modinfo(judgement->object, "vermagic", NULL);
	const char *wanted = kernel->vermagic;
	bool by_crc = layout && layout->crc && judgement->object->crc_count;
	int error = 0;

	if (!built)
		return 0;
	if (problems_of(kernel, &judgement->module, "module_layout", true) &
	    1 << PROBLEM_CRC)
		error = judge_crc(judgement, layout);
	if (error || !wanted ||
	    !strcmp(by_crc ? built + strcspn(built, " ") : built,
		    by_crc ? wanted + strcspn(wanted, " ") : wanted))
		return error;
	return add_detailed(
		judgement, PROBLEM_VERMAGIC, "vermagic", NULL,
		text_of("built as \"%s\", the kernel wants \"%s\"", built, wanted));
}

/* Was that said before? */
static bool is_found(const struct judgement *judgement, size_t from, enum problem problem,
		     const char *symbol)
{
	size_t i;

	for (i = from; i < judgement->finding_count; i++)
		if (judgement->findings[i].problem == problem &&
		    !strcmp(judgement->findings[i].symbol, symbol))
			return true;
	return false;
}

/* symbol_get(@name); what it got before begins at finding @from. */
static int judge_got(struct judgement *judgement, size_t from, const char *name)
{
	const struct export *export = symvers_find(judgement->kernel->symvers, name);

	if (!export || export->type == EXPORT_GPL ||
	    is_found(judgement, from, PROBLEM_SYMBOL_GET, name))
		return 0;
	return add_detailed(
		judgement, PROBLEM_SYMBOL_GET, export->symbol, export,
		text_of("symbol_get() gives GPL-only exports alone, and %s exports it "
			"plain",
			export->provider));
}

/*
 * The string that the code before relocation @call named last, its argument; NULL where that is
 * no name. symbol_request() asks again behind request_module("symbol:NAME").
 */
static const char *argument_of(const struct object *object, size_t call)
{
	uint32_t place = object->relocations[call].place;
	size_t i = call, steps = 16;
	const char *string;

	while (i-- && steps-- && object->relocations[i].place == place) {
		const struct relocation *r = &object->relocations[i];
		struct place aimed = place_aimed(object, r);

		if (!aimed.section || aimed.section >= object->section_count ||
		    !object->sections[aimed.section].is_constant)
			continue;
		string = object_string(object, aimed.section, aimed.offset);
		if (string && !strncmp(string, "symbol:", 7))
			string += 7;
		return string && strlen(string) == strspn(string, NAME) ? string : NULL;
	}
	return NULL;
}

/* Calls of __symbol_get(), whose argument is read off the code. */
static int judge_calls(struct judgement *judgement, size_t from, size_t number)
{
	const struct object *object = judgement->object;
	const char *called = object->symbols[number].name, *name;
	int error = 0;
	size_t i;

	for (i = 0; !error && i < object->relocation_count; i++) {
		if (object->relocations[i].symbol != number)
			continue;
		name = argument_of(object, i);
		if (name)
			error = judge_got(judgement, from, name);
		else if (!is_found(judgement, from, PROBLEM_UNKNOWN, called))
			error = add_detailed(
				judgement, PROBLEM_UNKNOWN, called, NULL,
				text_of("symbol_get() gives GPL-only exports alone, and "
					"for which one it is called can't be read"));
	}
	return error;
}

/*
 * The Linux 6.6 commit "modules: only allow symbol_get of EXPORT_SYMBOL_GPL modules"
 * (9011e49d54dc), which older stable kernels have, too. In 7.2 an object that isn't linked lists
 * the names in a section of its own.
 */
static int judge_symbol_get(struct judgement *judgement)
{
	const struct object *object = judgement->object;
	uint32_t list = object_section(object, ".no_trim_symbol");
	size_t from = judgement->finding_count;
	uint64_t offset = 0;
	const char *name;
	int error = 0;
	size_t i;

	while (!error && list && (name = object_string(object, list, offset))) {
		error = judge_got(judgement, from, name);
		offset += strlen(name) + 1;
	}
	for (i = 0; !error && !list && i < object->symbol_count; i++)
		if (object->symbols[i].section == SHN_UNDEF &&
		    !strcmp(object->symbols[i].name, "__symbol_get"))
			error = judge_calls(judgement, from, i);
	return error;
}

/* No module may export what the kernel itself does (verify_exported_symbols()). */
static int judge_exports(struct judgement *judgement, struct failure *failure)
{
	const struct symvers *kernels = judgement->kernel->symvers;
	struct symvers *own = symvers_new();
	const struct export *list;
	size_t count = 0, i;
	int error = own ? exports_add(own, judgement->object, true, failure) : -ENOMEM;

	list = error ? NULL : symvers_list(own, &count);
	for (i = 0; !error && i < count; i++) {
		const struct export *export = symvers_find(kernels, list[i].symbol);

		if (export && symvers_is_kernels(export))
			error = add_finding(judgement, PROBLEM_DUPLICATE, export->symbol,
					    0, export, NULL);
	}
	symvers_free(own);
	return error;
}

/* One finding a cause, whatever follows from it. */
static int judge_taint(struct judgement *judgement)
{
	const struct object *object = judgement->object;
	const struct symvers *symvers = judgement->kernel->symvers;
	const struct export *gpl = NULL, *export;
	struct taints *taints;
	size_t i;
	int error = 0;

	for (i = 0; !gpl && i < object->symbol_count; i++) {
		if (!object_needs(object, &object->symbols[i]))
			continue;
		export = symvers_find(symvers, object->symbols[i].name);
		if (export && export->type == EXPORT_GPL)
			gpl = export;
	}
	if (!gpl || !judgement->module.gpl_compatible)
		return 0;
	taints = taints_new(judgement->kernel);
	if (!taints)
		return -ENOMEM;
	for (i = 0; !error && i < object->symbol_count; i++) {
		struct taint taint = { 0 };

		if (!object_needs(object, &object->symbols[i]))
			continue;
		export = symvers_find(symvers, object->symbols[i].name);
		if (export)
			error = taints_find(taints, export, &taint);
		if (error || !taint.is_new)
			continue;
		if (taint.kind == TAINT_PROPRIETARY)
			error = add_detailed(
				judgement, PROBLEM_TAINT, export->symbol, export,
				text_of("%s is proprietary, and %s is GPL-only",
					taint.provider, gpl->symbol));
		if (taint.kind == TAINT_UNKNOWN)
			error = add_detailed(
				judgement, PROBLEM_UNKNOWN, export->symbol, export,
				text_of("it isn't known whether %s is proprietary, no "
					"module file of it was found; and %s is GPL-only",
					taint.provider, gpl->symbol));
	}
	taints_free(taints);
	return error;
}

static int add_use(struct finding *finding, const struct object *object,
		   const struct places *places, size_t number)
{
	const struct relocation *r = &object->relocations[number];
	struct use *use = ARRAY_MORE(finding->uses, finding->use_count);
	const struct symbol *holder;
	struct place held;

	if (!use)
		return -ENOMEM;
	*use = (struct use){ .relocation = number,
			     .place = { r->offset, r->place },
			     .code = places_code(places, number) };
	held = use->code.section ? use->code : use->place;
	holder = places_holder(places, held);
	if (holder) {
		use->holder = holder->name;
		use->holder_offset = held.offset - holder->value;
	}
	return 0;
}

/* One pass over the relocations for all findings that modpost would make. */
static int find_uses(struct judgement *judgement, struct failure *failure)
{
	const struct object *object = judgement->object;
	struct finding **wanted = calloc(object->symbol_count + 1, sizeof(*wanted));
	struct places *places = NULL;
	size_t i;
	int error;

	error = wanted ? places_find(&places, object, failure) : -ENOMEM;
	/* A symbol may have several problems; its uses are listed under the first. */
	for (i = 0; !error && i < judgement->finding_count; i++) {
		struct finding *finding = &judgement->findings[i];

		if (finding->number && !wanted[finding->number])
			wanted[finding->number] = finding;
	}
	for (i = 0; !error && i < object->relocation_count; i++) {
		struct finding *finding = wanted[object->relocations[i].symbol];

		if (finding)
			error = add_use(finding, object, places, i);
	}
	places_free(places);
	free(wanted);
	return error ? failure_memory(failure) : 0;
}

static int find_chain(struct judgement *judgement, struct use *use)
{
	struct place variable = { use->place.offset - use->holder_offset,
				  use->place.section };

	if (use->code.section)
		return chains_at(judgement->chains, use->code, &use->chain) ?:
			       chains_callers(judgement->chains, use->code, &use->callers,
					      &use->caller_count);
	if (use->holder)
		return chains_variable(judgement->chains, variable, &use->variable_file,
				       &use->variable_line);
	return 0;
}

static int find_chains(struct judgement *judgement, struct failure *failure)
{
	size_t i, j;
	int error;

	error = chains_open(&judgement->chains, judgement->object, &judgement->no_chains,
			    failure);
	if (error || !judgement->chains)
		return error;
	for (i = 0; i < judgement->finding_count; i++)
		for (j = 0; j < judgement->findings[i].use_count; j++)
			if (find_chain(judgement, &judgement->findings[i].uses[j]))
				return failure_memory(failure);
	return 0;
}

/* Does a use of the finding @data come by way of @function? True, too, for one without a chain. */
static bool passes(const char *function, const void *data)
{
	const struct finding *finding = data;
	size_t i, j;

	for (i = 0; i < finding->use_count; i++) {
		const struct chain *chain = &finding->uses[i].chain;

		for (j = 0; j < chain->count; j++)
			if (!strcmp(chain->frames[j].function, function))
				return true;
		/* What serves no code comes by no function. */
		if (!chain->count && finding->uses[i].code.section)
			return true;
	}
	return false;
}

int judge(struct judgement *judgement, const struct object *object,
	  const struct kernel *kernel, const char *licence,
	  const struct catalogue *catalogue, struct failure *failure)
{
	size_t i;
	int error;

	*judgement = (struct judgement){ .object = object, .kernel = kernel };
	judgement->module = (struct module){ object->name, false, object };
	judge_licence(judgement, licence);
	error = judge_build(judgement);
	for (i = 0; !error && i < object->symbol_count; i++)
		if (object_needs(object, &object->symbols[i]))
			error = judge_symbol(judgement, i);
	error = error					  ?:
			judge_exports(judgement, failure) ?:
			judge_symbol_get(judgement)	  ?:
							    judge_taint(judgement);
	if (error)
		return failure_memory(failure);
	if (!judgement->finding_count)
		return 0;
	error = find_uses(judgement, failure);
	error = error ?: find_chains(judgement, failure);
	for (i = 0; !error && i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];
		struct way way = { passes, finding };

		judgement->findings[i].remedy =
			catalogue_find(catalogue, finding->symbol, kernel, &way);
	}
	return error;
}

static void free_use(struct use *use)
{
	size_t i;

	for (i = 0; i < use->caller_count; i++)
		free(use->callers[i].frames);
	free(use->callers);
	free(use->chain.frames);
}

void judgement_free(struct judgement *judgement)
{
	size_t i, j;

	for (i = 0; i < judgement->finding_count; i++) {
		for (j = 0; j < judgement->findings[i].use_count; j++)
			free_use(&judgement->findings[i].uses[j]);
		free(judgement->findings[i].uses);
		free(judgement->findings[i].detail);
	}
	free(judgement->findings);
	chains_close(judgement->chains);
	*judgement = (struct judgement){ 0 };
}

const char *problem_name(enum problem problem)
{
	static const char *const names[] = {
		[PROBLEM_NONE] = "plain",	 [PROBLEM_NAMESPACE] = "namespace",
		[PROBLEM_GPL] = "gpl",		 [PROBLEM_MISSING] = "missing",
		[PROBLEM_CRC] = "crc",		 [PROBLEM_TAINT] = "taint",
		[PROBLEM_VERMAGIC] = "vermagic", [PROBLEM_SYMBOL_GET] = "symbol_get",
		[PROBLEM_UNKNOWN] = "unknown",	 [PROBLEM_DUPLICATE] = "duplicate",
	};

	return names[problem];
}

bool problem_is_at_link(enum problem problem)
{
	return problem >= PROBLEM_NAMESPACE;
}
