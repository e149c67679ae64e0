/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * kshim explain of an API: what is it for a licence class on a kernel, and by way of what?
 */
#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/why.h"
#include "print/audit_print.h"
#include "shared/file.h"
#include "shared/helper.h"
#include "shared/json.h"
#include "shared/scratch.h"
#include "shared/terminal.h"

struct why {
	const char *kernel_name;
	const char *includes;
	const char *licence;
	bool json;
	char *const *apis;
	size_t count;
	struct kernel kernel;
	struct catalogue *catalogue;
	struct json_object *document; /* NULL for text */
	bool found;
};

/* That of the gravest finding. */
static const char *verdict(const struct judgement *judgement)
{
	enum problem gravest = PROBLEM_NONE;
	size_t i;

	for (i = 0; i < judgement->finding_count; i++)
		if (judgement->findings[i].problem > gravest)
			gravest = judgement->findings[i].problem;
	return gravest == PROBLEM_NONE ? "plain" : problem_name(gravest);
}

/* One API, as tools/ask/call answers for it. */
struct answer {
	const char *api;
	const char *verdict;
	const char *
		headers; /* with blanks between, that were included for it; "-": see there */
	const char *reason;		   /* of what is absent, or NULL */
	const struct judgement *judgement; /* NULL for what is absent */
};

/* The export of a symbol with the API's own name, unless a finding tells of it. */
static const struct export *own_export(const struct why *why, const struct answer *answer)
{
	const struct judgement *judgement = answer->judgement;
	size_t i;

	for (i = 0; judgement && i < judgement->finding_count; i++)
		if (!strcmp(judgement->findings[i].symbol, answer->api))
			return NULL;
	return symvers_find(why->kernel.symvers, answer->api);
}

static void print_own_export(const struct export *export)
{
	printf("    exported by %s, %s", export->provider,
	       export->type == EXPORT_GPL ? "GPL-only" : "for modules of every licence");
	if (*export->namespace)
		printf(", in the namespace %s", export->namespace);
	putchar('\n');
}

static void tell_text(const struct why *why, const struct answer *answer)
{
	const struct export *export = own_export(why, answer);
	bool plain = !strcmp(answer->verdict, "plain");

	printf("%s%s%s: %s%s%s on %s for a module licensed \"%s\"\n", terminal_bold(),
	       answer->api, terminal_plain(), plain ? terminal_green() : terminal_red(),
	       answer->verdict, terminal_plain(), kernel_name(&why->kernel),
	       why->licence);
	if (!strcmp(answer->headers, "-"))
		printf("    no header declares it; a module would do that by itself\n");
	else if (*answer->headers)
		printf("    behind the common headers, and %s\n", answer->headers);
	if (export)
		print_own_export(export);
	if (answer->judgement)
		audit_text_findings(answer->judgement, true);
	if (answer->reason)
		printf("%s", answer->reason);
}

static struct json_object *json_export(const struct export *export)
{
	struct json_object *object = json_object_new_object();

	json_put_string(object, "type", export_type_name(export->type));
	json_put_string(object, "provider", export->provider);
	json_put_string(object, "namespace", export->namespace);
	return object;
}

static void tell_json(const struct why *why, const struct answer *answer)
{
	const struct export *export = symvers_find(why->kernel.symvers, answer->api);
	struct json_object *object = answer->judgement ? audit_json(answer->judgement) :
							 json_object_new_object();

	json_object_object_del(object, "path");
	json_object_object_del(object, "module");
	json_put_string(object, "api", answer->api);
	json_put_string(object, "verdict", answer->verdict);
	json_put_string(object, "headers", answer->headers);
	json_object_object_add(object, "export", export ? json_export(export) : NULL);
	if (answer->reason)
		json_put_string(object, "reason", answer->reason);
	json_object_array_add(why->document, object);
}

static void tell(struct why *why, const struct answer *answer)
{
	why->found = why->found || strcmp(answer->verdict, "plain");
	if (why->json)
		tell_json(why, answer);
	else
		tell_text(why, answer);
}

static int tell_object(struct why *why, struct answer *answer, const char *file,
		       struct failure *failure)
{
	struct judgement judgement = { 0 };
	struct object *object;
	int error = object_open(&object, file, failure);

	if (error)
		return error;
	error = judge(&judgement, object, &why->kernel, why->licence, why->catalogue,
		      failure);
	if (!error) {
		answer->verdict = verdict(&judgement);
		answer->judgement = &judgement;
		tell(why, answer);
	}
	judgement_free(&judgement);
	object_close(object);
	return error;
}

static int tell_absent(struct why *why, struct answer *answer, const char *file,
		       struct failure *failure)
{
	char *reason;
	size_t length;
	int error = file_read(file, &reason, &length, failure);

	if (error)
		return error;
	answer->verdict = "absent";
	answer->reason = reason;
	tell(why, answer);
	free(reason);
	return 0;
}

/* Lines "KIND<TAB>FILE<TAB>HEADERS" of tools/ask/call, one an API. */
static int tell_lines(struct why *why, char *lines, struct failure *failure)
{
	size_t i;
	int error = 0;

	for (i = 0; !error && i < why->count; i++) {
		struct answer answer = { .api = why->apis[i] };
		char *line = strsep(&lines, "\n");
		const char *kind = strsep(&line, "\t"), *file = strsep(&line, "\t");

		answer.headers = line;
		if (i && !why->json)
			putchar('\n');
		if (file && line && !strcmp(kind, "object"))
			error = tell_object(why, &answer, file, failure);
		else if (file && line && !strcmp(kind, "absent"))
			error = tell_absent(why, &answer, file, failure);
		else
			error = failure_set(
				failure, -EINVAL, "tools/ask/call left an API out.",
				"Install kshim anew.", "Not all callers were compiled.");
	}
	return error;
}

static int run_caller(struct why *why, const char *folder, char **lines,
		      struct failure *failure)
{
	const char **arguments = calloc(why->count + 5, sizeof(*arguments));
	char *includes = why->includes ? realpath(why->includes, NULL) : strdup("");
	int error;

	if (!includes)
		error = failure_set(failure, -errno, strerror(errno), "Check the name.",
				    "%s can't be read.", why->includes);
	else if (!arguments)
		error = failure_memory(failure);
	else {
		arguments[0] = "tools/ask/call";
		arguments[1] = why->kernel.build;
		arguments[2] = includes;
		arguments[3] = folder;
		memcpy(arguments + 4, why->apis, why->count * sizeof(*arguments));
		error = helper_run(arguments, lines, failure);
	}
	free(includes);
	free(arguments);
	return error;
}

static int ask(struct why *why, struct failure *failure)
{
	char *folder = scratch_make(failure), *lines = NULL;
	int error;

	if (!folder)
		return -ENOMEM;
	error = run_caller(why, folder, &lines, failure);
	if (!error)
		error = tell_lines(why, lines, failure);
	free(lines);
	scratch_remove(folder);
	return error;
}

static int answer(struct why *why, struct failure *failure)
{
	struct json_object *document;
	int error = kernel_find(&why->kernel, why->kernel_name, failure);

	if (!error)
		error = catalogue_open(&why->catalogue, failure);
	if (error)
		return error;
	if (!why->json)
		return ask(why, failure);
	document = json_document();
	why->document = json_object_new_array();
	json_object_object_add(document, "apis", why->document);
	error = ask(why, failure);
	if (error)
		json_object_put(document);
	return error ?: json_print(document, failure);
}

int why(const struct why_question *question, bool *found, struct failure *failure)
{
	struct why why = {
		.kernel_name = question->kernel,
		.includes = question->includes,
		.licence = question->licence,
		.json = question->json,
		.apis = question->apis,
		.count = question->count,
	};
	int error = answer(&why, failure);

	*found = why.found;
	kernel_free(&why.kernel);
	catalogue_close(why.catalogue);
	return error;
}
