/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge/judge.h"
#include "judge/licence.h"
#include "shared/array.h"

/*
 * modpost takes all licences of a module: one that isn't GPL-compatible makes it so. An
 * object without any is a part of a module whose licence isn't known, and the kernel takes
 * a module without one for proprietary.
 */
static void judge_licence(struct judgement *judgement, const char *licence)
{
	const char *own = NULL;

	judgement->licence = licence;
	if (licence) {
		judgement->module.gpl_compatible = licence_is_gpl_compatible(licence);
		return;
	}
	while ((own = object_modinfo(judgement->object, "license", own))) {
		judgement->licence = own;
		judgement->module.gpl_compatible = licence_is_gpl_compatible(own);
		if (!judgement->module.gpl_compatible)
			return;
	}
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
 * "module:a,b*" lets modules of these names alone use a symbol (Linux 6.16 "module: Add
 * module specific symbol namespace support"); a '*' may stand at a name's end. Before, it is a
 * namespace like any other.
 */
static bool is_invited(const struct module *module, const char *names)
{
	char *list = module->name ? strdup(names) : NULL, *rest = list, *name;
	bool yes = false;

	while (rest && !yes && (name = strsep(&rest, ",")))
		yes = !fnmatch(name, module->name, 0);
	free(list);
	return yes;
}

/* Where imports may be left out, modpost and the loader warn and go on, whichever it is. */
static bool may_use_namespace(const struct kernel *kernel, const struct module *module,
			      const char *namespace)
{
	if (!*namespace || kernel->allows_missing_imports)
		return true;
	if (kernel->knows_module_namespaces && !strncmp(namespace, "module:", 7))
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

static struct finding *add_finding(struct judgement *judgement, enum problem problem,
				   const char *symbol, const struct export *export)
{
	struct finding *finding =
		ARRAY_MORE(judgement->findings, judgement->finding_count);

	if (finding)
		*finding = (struct finding){ .problem = problem,
					     .symbol = symbol,
					     .export = export };
	return finding;
}

static int judge_symbol(struct judgement *judgement, const struct symbol *symbol)
{
	const struct kernel *kernel = judgement->kernel;
	const struct export *export = symvers_find(kernel->symvers, symbol->name);
	unsigned int problems = problems_of(kernel, &judgement->module, symbol->name,
					    symbol->bind == STB_WEAK);
	enum problem problem;
	struct finding *finding;
	uint32_t crc;

	for (problem = PROBLEM_MISSING; problem != PROBLEM_NONE; problem--) {
		if (!(problems & 1 << problem))
			continue;
		finding = add_finding(judgement, problem, symbol->name, export);
		if (!finding)
			return -ENOMEM;
		if (problem != PROBLEM_CRC)
			continue;
		object_crc(judgement->object, symbol->name, &crc);
		if (asprintf(&finding->detail, "built with 0x%08x, the kernel has 0x%08x",
			     crc, export->crc) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* The file of a module that is listed as @provider in the table @source, opened, or NULL. */
static struct object *open_provider(const char *provider, const char *source)
{
	const char *base = strrchr(provider, '/'), *slash = strrchr(source, '/');
	int folder = slash ? slash - source + 1 : 0;
	struct trouble ignored = { 0 };
	struct object *object = NULL;
	char *paths[2] = { 0 };
	size_t i;

	if (asprintf(&paths[0], "%s.ko", provider) < 0)
		paths[0] = NULL;
	if (asprintf(&paths[1], "%.*s%s.ko", folder, source, base ? base + 1 : provider) <
	    0)
		paths[1] = NULL;
	for (i = 0; i < 2; i++) {
		if (!object && paths[i] && !access(paths[i], R_OK) &&
		    object_open(&object, paths[i], &ignored))
			object = NULL;
		free(paths[i]);
	}
	trouble_free(&ignored);
	return object;
}

/* 1 and 0; -1 when its file isn't there, beside its table. */
static int is_proprietary(const struct export *export)
{
	struct object *provider = open_provider(export->provider, export->source);
	const char *licence;
	int answer;

	if (!provider)
		return -1;
	/* The loader looks at the first entry alone. */
	licence = object_modinfo(provider, "license", NULL);
	answer = !licence || !licence_is_gpl_compatible(licence);
	object_close(provider);
	return answer;
}

/*
 * Since Linux 5.9 (262e6ae7081d "modules: inherit TAINT_PROPRIETARY_MODULE") a module that
 * uses a proprietary one's symbols may use no GPL-only ones, whatever its own licence.
 */
static int judge_taint(struct judgement *judgement)
{
	const struct object *object = judgement->object;
	const struct export *tainting = NULL, *gpl = NULL;
	struct finding *finding;
	size_t i;

	if (!judgement->module.gpl_compatible)
		return 0;
	for (i = 0; i < object->symbol_count; i++) {
		const struct export *export;

		if (!object_needs(object, &object->symbols[i]))
			continue;
		export =
			symvers_find(judgement->kernel->symvers, object->symbols[i].name);
		if (!export)
			continue;
		if (export->type == EXPORT_GPL)
			gpl = export;
		if (!tainting &&
		    strcmp(export->source, judgement->kernel->symvers_path) &&
		    is_proprietary(export) == 1)
			tainting = export;
	}
	if (!tainting || !gpl)
		return 0;
	finding = add_finding(judgement, PROBLEM_TAINT, tainting->symbol, tainting);
	if (!finding ||
	    asprintf(&finding->detail, "%s is proprietary, and %s is GPL-only",
		     tainting->provider, gpl->symbol) < 0)
		return -ENOMEM;
	return 0;
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
static int find_uses(struct judgement *judgement, struct trouble *trouble)
{
	const struct object *object = judgement->object;
	struct finding **wanted = calloc(object->symbol_count + 1, sizeof(*wanted));
	struct places *places = NULL;
	size_t i, j;
	int error;

	error = wanted ? places_find(&places, object, trouble) : -ENOMEM;
	/* A symbol may have several problems; its uses are listed under the first. */
	for (i = 0; !error && i < judgement->finding_count; i++) {
		struct finding *finding = &judgement->findings[i];

		for (j = 0;
		     problem_is_at_link(finding->problem) && j < object->symbol_count;
		     j++)
			if (object->symbols[j].name == finding->symbol && !wanted[j])
				wanted[j] = finding;
	}
	for (i = 0; !error && i < object->relocation_count; i++) {
		struct finding *finding = wanted[object->relocations[i].symbol];

		if (finding)
			error = add_use(finding, object, places, i);
	}
	places_free(places);
	free(wanted);
	return error ? trouble_memory(trouble) : 0;
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
		use->variable_file =
			chains_variable(judgement->chains, variable, &use->variable_line);
	return 0;
}

static int find_chains(struct judgement *judgement, struct trouble *trouble)
{
	size_t i, j;
	int error;

	error = chains_open(&judgement->chains, judgement->object, &judgement->no_chains,
			    trouble);
	if (error || !judgement->chains)
		return error;
	for (i = 0; i < judgement->finding_count; i++)
		for (j = 0; j < judgement->findings[i].use_count; j++)
			if (find_chain(judgement, &judgement->findings[i].uses[j]))
				return trouble_memory(trouble);
	return 0;
}

int judge(struct judgement *judgement, const struct object *object,
	  const struct kernel *kernel, const char *licence,
	  const struct catalogue *catalogue, struct trouble *trouble)
{
	size_t i;
	int error;

	*judgement = (struct judgement){ .object = object, .kernel = kernel };
	judgement->module = (struct module){ object->name, false, object };
	judge_licence(judgement, licence);
	for (i = 0; i < object->symbol_count; i++)
		if (object_needs(object, &object->symbols[i]) &&
		    judge_symbol(judgement, &object->symbols[i]))
			return trouble_memory(trouble);
	if (judge_taint(judgement))
		return trouble_memory(trouble);
	if (!judgement->finding_count)
		return 0;
	for (i = 0; i < judgement->finding_count; i++)
		judgement->findings[i].remedy =
			catalogue_find(catalogue, judgement->findings[i].symbol);
	error = find_uses(judgement, trouble);
	return error ?: find_chains(judgement, trouble);
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
		[PROBLEM_NONE] = "plain", [PROBLEM_NAMESPACE] = "namespace",
		[PROBLEM_GPL] = "gpl",	  [PROBLEM_MISSING] = "missing",
		[PROBLEM_CRC] = "crc",	  [PROBLEM_TAINT] = "taint",
	};

	return names[problem];
}

bool problem_is_at_link(enum problem problem)
{
	return problem >= PROBLEM_NAMESPACE;
}
