/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * kshim why: what is an API for a licence class on a kernel, and by way of what?
 */
#include <errno.h>
#include <json-c/json.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "commands/options.h"
#include "print/audit_print.h"
#include "shared/file.h"
#include "shared/helper.h"
#include "shared/json.h"
#include "shared/scratch.h"
#include "shared/style.h"

struct why {
	const char *kernel_name;
	const char *includes;
	const char *licence;
	bool json;
	char **apis;
	size_t count;
	struct kernel kernel;
	struct catalogue *catalogue;
	struct json_object *document; /* NULL for text */
	bool found;
};

/* As options_parse(). */
static int parse(struct why *why, int argc, char **argv, struct trouble *trouble)
{
	static const struct usage usage = {
		.arguments = "API...",
		.about = "Compiles a caller of each API against a kernel and tells "
			 "whether a module may call it, and if not, by way of which "
			 "inlines it comes to what symbol. An API is a name (put_page) "
			 "or a statement ('static_branch_enable(&key)').",
		.status = "0 all may be called, 1 some may not, 2 trouble.",
		.least = 1,
		.most = INT_MAX,
		.wrong = "No API was named.",
	};
	const struct option_entry table[] = {
		{ OPTION_KERNEL, .text = &why->kernel_name },
		{ 'i', "includes", "FILE", "include FILE behind the common headers",
		  .text = &why->includes },
		{ 'l', "license", "STRING",
		  "the caller's MODULE_LICENSE (default: Proprietary)",
		  .text = &why->licence },
		{ OPTION_JSON, .flag = &why->json },
		{ 0 },
	};
	int error;

	why->licence = "Proprietary";
	error = options_parse(&usage, table, argc, argv, trouble);
	why->apis = argv + optind;
	why->count = argc - optind;
	return error;
}

/* The verdicts of compat/engine/verdicts.awk, in its order. */
static const char *verdict(const struct judgement *judgement)
{
	const char *verdict = "plain";
	size_t i;

	for (i = 0; i < judgement->finding_count; i++)
		switch (judgement->findings[i].problem) {
		case PROBLEM_MISSING:
			return "missing";
		case PROBLEM_GPL:
			verdict = "gpl";
			break;
		case PROBLEM_NAMESPACE:
			if (strcmp(verdict, "gpl"))
				verdict = "namespace";
			break;
		default:
			break;
		}
	return verdict;
}

static void tell(struct why *why, const char *api, const char *verdict,
		 const struct judgement *judgement, const char *reason)
{
	bool plain = !strcmp(verdict, "plain");
	struct json_object *object;

	why->found = why->found || !plain;
	if (!why->json) {
		printf("%s%s%s: %s%s%s on %s for a module licensed \"%s\"\n",
		       style_bold(), api, style_plain(),
		       plain ? style_green() : style_red(), verdict, style_plain(),
		       kernel_name(&why->kernel), why->licence);
		if (judgement)
			audit_text_findings(judgement, true);
		if (reason)
			printf("%s", reason);
		return;
	}
	object = judgement ? audit_json(judgement) : json_object_new_object();
	json_object_object_del(object, "path");
	json_object_object_del(object, "module");
	json_put_string(object, "api", api);
	json_put_string(object, "verdict", verdict);
	if (reason)
		json_put_string(object, "reason", reason);
	json_object_array_add(why->document, object);
}

static int tell_object(struct why *why, const char *api, const char *file,
		       struct trouble *trouble)
{
	struct judgement judgement = { 0 };
	struct object *object;
	int error = object_open(&object, file, trouble);

	if (error)
		return error;
	error = judge(&judgement, object, &why->kernel, why->licence, why->catalogue,
		      trouble);
	if (!error)
		tell(why, api, verdict(&judgement), &judgement, NULL);
	judgement_free(&judgement);
	object_close(object);
	return error;
}

static int tell_absent(struct why *why, const char *api, const char *file,
		       struct trouble *trouble)
{
	char *reason;
	size_t length;
	int error = file_read(file, &reason, &length, trouble);

	if (error)
		return error;
	tell(why, api, "absent", NULL, reason);
	free(reason);
	return 0;
}

/* Lines of tools/ask/call, one an API. */
static int tell_lines(struct why *why, char *lines, struct trouble *trouble)
{
	char *line;
	size_t i;
	int error = 0;

	for (i = 0; !error && i < why->count; i++) {
		line = strsep(&lines, "\n");
		if (!line || !lines)
			return trouble_set(
				trouble, -EINVAL, "tools/ask/call left an API out.",
				"Install kshim anew.", "Not all callers were compiled.");
		if (i && !why->json)
			putchar('\n');
		if (!strncmp(line, "object\t", 7))
			error = tell_object(why, why->apis[i], line + 7, trouble);
		else if (!strncmp(line, "absent\t", 7))
			error = tell_absent(why, why->apis[i], line + 7, trouble);
		else
			error = -EINVAL;
	}
	return error;
}

static int run_caller(struct why *why, const char *folder, char **lines,
		      struct trouble *trouble)
{
	const char **arguments = calloc(why->count + 5, sizeof(*arguments));
	char *includes = why->includes ? realpath(why->includes, NULL) : strdup("");
	int error;

	if (!includes)
		error = trouble_set(trouble, -errno, strerror(errno), "Check the name.",
				    "%s can't be read.", why->includes);
	else if (!arguments)
		error = trouble_memory(trouble);
	else {
		arguments[0] = "tools/ask/call";
		arguments[1] = why->kernel.build;
		arguments[2] = includes;
		arguments[3] = folder;
		memcpy(arguments + 4, why->apis, why->count * sizeof(*arguments));
		error = helper_run(arguments, lines, trouble);
	}
	free(includes);
	free(arguments);
	return error;
}

static int ask(struct why *why, struct trouble *trouble)
{
	char *folder = scratch_make(trouble), *lines = NULL;
	int error;

	if (!folder)
		return -ENOMEM;
	error = run_caller(why, folder, &lines, trouble);
	if (!error)
		error = tell_lines(why, lines, trouble);
	free(lines);
	scratch_remove(folder);
	return error;
}

static int answer(struct why *why, struct trouble *trouble)
{
	struct json_object *document;
	int error = kernel_find(&why->kernel, why->kernel_name, trouble);

	if (!error)
		error = catalogue_open(&why->catalogue, trouble);
	if (error)
		return error;
	if (!why->json)
		return ask(why, trouble);
	document = json_document();
	why->document = json_object_new_array();
	json_object_object_add(document, "apis", why->document);
	error = ask(why, trouble);
	if (error)
		json_object_put(document);
	return error ?: json_print(document, trouble);
}

enum status why_run(int argc, char **argv, struct trouble *trouble)
{
	struct why why = { 0 };
	int result = parse(&why, argc, argv, trouble);

	if (!result)
		result = answer(&why, trouble);
	kernel_free(&why.kernel);
	catalogue_close(why.catalogue);
	return command_status(result, why.found);
}
