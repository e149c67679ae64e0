/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "array.h"
#include "judge.h"
#include "licence.h"

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
		judgement->gpl_compatible = licence_is_gpl_compatible(licence);
		return;
	}
	while ((own = object_modinfo(judgement->object, "license", own))) {
		judgement->licence = own;
		judgement->gpl_compatible = licence_is_gpl_compatible(own);
		if (!judgement->gpl_compatible)
			return;
	}
}

static bool imports(const struct object *object, const char *namespace)
{
	const char *import = NULL;

	while ((import = object_modinfo(object, "import_ns", import)))
		if (!strcmp(import, namespace))
			return true;
	return false;
}

/*
 * "module:a,b*" lets modules of these names alone use a symbol (Linux 6.16 "module: Add
 * module specific symbol namespace support"); a '*' may stand at a name's end.
 */
static bool is_invited(const struct object *object, const char *names)
{
	char *list = strdup(names), *rest = list, *name;
	bool yes = false;

	while (rest && !yes && (name = strsep(&rest, ",")))
		yes = !fnmatch(name, object->name, 0);
	free(list);
	return yes;
}

static bool may_use_namespace(const struct judgement *judgement, const char *namespace)
{
	if (!*namespace)
		return true;
	if (!strncmp(namespace, "module:", 7))
		return is_invited(judgement->object, namespace + 7);
	return judgement->kernel->allows_missing_imports ||
	       imports(judgement->object, namespace);
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

/* The loader compares what the module was built with to what the kernel has. */
static int judge_crc(struct judgement *judgement, const struct symbol *symbol,
		     const struct export *export)
{
	struct finding *finding;
	uint32_t crc;

	if (!export->crc || !object_crc(judgement->object, symbol->name, &crc) ||
	    crc == export->crc)
		return 0;
	finding = add_finding(judgement, PROBLEM_CRC, symbol->name, export);
	if (!finding ||
	    asprintf(&finding->detail, "built with 0x%08x, the kernel has 0x%08x", crc,
		     export->crc) < 0)
		return -ENOMEM;
	return 0;
}

static int judge_symbol(struct judgement *judgement, const struct symbol *symbol)
{
	const struct export *export =
		symvers_find(judgement->kernel->symvers, symbol->name);

	if (!export) {
		if (symbol->bind == STB_WEAK)
			return 0;
		return add_finding(judgement, PROBLEM_MISSING, symbol->name, NULL) ?
			       0 :
			       -ENOMEM;
	}
	if (export->type == EXPORT_GPL && !judgement->gpl_compatible &&
	    !add_finding(judgement, PROBLEM_GPL, symbol->name, export))
		return -ENOMEM;
	if (!may_use_namespace(judgement, export->namespace) &&
	    !add_finding(judgement, PROBLEM_NAMESPACE, symbol->name, export))
		return -ENOMEM;
	return judge_crc(judgement, symbol, export);
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

	if (!judgement->gpl_compatible)
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
	/* A hostile file may have many symbols of one name; each is used on its own. */
	for (i = 0; !error && i < judgement->finding_count; i++)
		for (j = 0; j < object->symbol_count; j++)
			if (object->symbols[j].name == judgement->findings[i].symbol)
				wanted[j] = &judgement->findings[i];
	for (i = 0; !error && i < object->relocation_count; i++) {
		struct finding *finding = wanted[object->relocations[i].symbol];

		if (finding && problem_is_at_link(finding->problem))
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
		return chains_at(judgement->chains, use->code, &use->chain);
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

void judgement_free(struct judgement *judgement)
{
	size_t i, j;

	for (i = 0; i < judgement->finding_count; i++) {
		for (j = 0; j < judgement->findings[i].use_count; j++)
			free(judgement->findings[i].uses[j].chain.frames);
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
		[PROBLEM_GPL] = "gpl",
		[PROBLEM_MISSING] = "missing",
		[PROBLEM_NAMESPACE] = "namespace",
		[PROBLEM_CRC] = "crc",
		[PROBLEM_TAINT] = "taint",
	};

	return names[problem];
}

bool problem_is_at_link(enum problem problem)
{
	return problem <= PROBLEM_NAMESPACE;
}
