/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <json-c/json.h>
#include <stdlib.h>

#include "print/audit_print.h"
#include "shared/json.h"

static struct json_object *json_place(const struct judgement *judgement,
				      struct place place)
{
	struct json_object *object = json_object_new_object();

	json_put_string(object, "section",
			judgement->object->sections[place.section].name);
	json_put_number(object, "offset", place.offset);
	return object;
}

static struct json_object *json_chain(const struct chain *chain)
{
	struct json_object *array = json_object_new_array();
	size_t i;

	for (i = 0; i < chain->count; i++) {
		struct json_object *frame = json_object_new_object();

		json_put_string(frame, "function", chain->frames[i].function);
		json_put_string(frame, "file", chain->frames[i].file);
		json_put_number(frame, "line", chain->frames[i].line);
		json_object_array_add(array, frame);
	}
	return array;
}

static struct json_object *json_use(const struct judgement *judgement,
				    const struct use *use)
{
	struct json_object *object = json_place(judgement, use->place);
	struct json_object *callers = json_object_new_array();
	size_t i;

	if (use->code.section) {
		struct json_object *code = json_place(judgement, use->code);

		if (judgement->chains)
			json_put_number(code, "address",
					chains_address(judgement->chains, use->code));
		json_object_object_add(object, "code", code);
	}
	json_put_string(object, "holder", use->holder);
	json_put_number(object, "holder_offset", use->holder_offset);
	if (use->variable_file) {
		json_put_string(object, "file", use->variable_file);
		json_put_number(object, "line", use->variable_line);
	}
	json_object_object_add(object, "chain", json_chain(&use->chain));
	for (i = 0; i < use->caller_count; i++)
		json_object_array_add(callers, json_chain(&use->callers[i]));
	json_object_object_add(object, "callers", callers);
	return object;
}

static struct json_object *json_remedy(const struct remedy *remedy)
{
	struct json_object *object = json_object_new_object();

	json_put_string(object, "kind", remedy_kind_name(remedy->kind));
	json_put_string(object, "release", remedy->release);
	json_put_string(object, "commit", remedy->commit);
	json_put_string(object, "source", remedy->source);
	json_put_string(object, "note", remedy->note);
	json_object_object_add(object, "older_than_kernel",
			       json_object_new_boolean(remedy->undone_before));
	return object;
}

struct json_object *audit_json_finding(const struct judgement *judgement,
				       const struct finding *finding)
{
	struct json_object *object = json_object_new_object();
	struct json_object *uses = json_object_new_array();
	char *advice;
	size_t i;

	json_put_string(object, "symbol", finding->symbol);
	json_put_string(object, "problem", problem_name(finding->problem));
	json_put_string(object, "at",
			problem_is_at_link(finding->problem) ? "link" : "load");
	json_put_string(object, "export",
			finding->export ? export_type_name(finding->export->type) :
					  "none");
	json_put_string(object, "provider",
			finding->export ? finding->export->provider : "");
	json_put_string(object, "namespace",
			finding->export ? finding->export->namespace : "");
	json_put_string(object, "detail", finding->detail);
	json_object_object_add(object, "remedy", json_remedy(&finding->remedy));
	advice = audit_advice(judgement, finding);
	json_put_string(object, "advice", advice);
	free(advice);
	for (i = 0; i < finding->use_count; i++)
		json_object_array_add(uses, json_use(judgement, &finding->uses[i]));
	json_object_object_add(object, "uses", uses);
	return object;
}

struct json_object *audit_json(const struct judgement *judgement)
{
	struct json_object *object = json_object_new_object();
	struct json_object *licence = json_object_new_object();
	struct json_object *findings = json_object_new_array();
	size_t i;

	json_put_string(object, "path", judgement->object->path);
	json_put_string(object, "module", judgement->object->name);
	json_put_string(object, "kernel", kernel_name(judgement->kernel));
	json_put_string(licence, "string", judgement->licence);
	json_object_object_add(licence, "gpl_compatible",
			       json_object_new_boolean(judgement->module.gpl_compatible));
	json_object_object_add(licence, "mistaken",
			       json_object_new_boolean(judgement->is_mistaken));
	json_object_object_add(object, "license", licence);
	for (i = 0; i < judgement->finding_count; i++)
		json_object_array_add(
			findings, audit_json_finding(judgement, &judgement->findings[i]));
	json_object_object_add(object, "findings", findings);
	return object;
}
