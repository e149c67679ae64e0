/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print/audit_print.h"
#include "print/explain_print.h"
#include "shared/json.h"
#include "shared/terminal.h"

/* Of one kind, as many tell enough: all is to be on one screen. */
#define SHOWN 4

static const struct kind *kind_of(const struct explanation *explanation)
{
	return explanation->report->match.message->kind;
}

/* Whether upstream meant a GPL-only export, in a few words. */
static const char *intent(const struct remedy *remedy)
{
	switch (remedy->kind) {
	case REMEDY_SUBSTITUTE:
		return remedy->source && !strcmp(remedy->source, "undone") ?
			       "an accident, which upstream undid; kshim has a "
			       "substitute" :
			       "it was free to all modules before; kshim has a "
			       "substitute";
	case REMEDY_UNDONE:
		return "an accident, which upstream undid";
	case REMEDY_DELIBERATE:
		return "upstream means it";
	case REMEDY_OPEN:
		return "upstream knows, and has left it so";
	case REMEDY_NONE:
		break;
	}
	return "nobody has said whether it is an accident";
}

static void print_problem(const struct explanation *explanation)
{
	const struct finding *finding = explanation->finding;
	const struct export *export = finding->export;

	switch (finding->problem) {
	case PROBLEM_NONE:
		if (export)
			printf("exported by %s, %s; nothing is in this module's way "
			       "there",
			       shown(export->provider),
			       export->type == EXPORT_GPL ? "GPL-only" :
							    "to every module");
		break;
	case PROBLEM_GPL:
		printf("GPL-only, exported by %s: %s",
		       export ? shown(export->provider) : "the kernel",
		       intent(&finding->remedy));
		break;
	case PROBLEM_MISSING:
		printf("exported by nobody");
		if (finding->remedy.kind == REMEDY_NONE && finding->remedy.source)
			printf("; it is %s", shown(finding->remedy.source));
		break;
	case PROBLEM_NAMESPACE:
		printf("in the namespace %s%s", shown(export->namespace),
		       finding->is_closed ? ", which is closed to this module" : "");
		break;
	default:
		printf("%s", finding->detail ? shown(finding->detail) :
					       problem_name(finding->problem));
	}
}

/* @module: whose it is, where the head does not say so; or NULL. */
static void print_judged(const struct explanation *explanation, const char *module,
			 bool verbose)
{
	const struct finding *finding = explanation->finding;

	printf("  %s%s", module ? shown(module) : "", module ? ": " : "");
	printf("%s%s%s: ", terminal_bold(), shown(finding->symbol), terminal_plain());
	print_problem(explanation);
	putchar('\n');
	if (finding->use_count)
		audit_text_uses(explanation->judgement, finding, verbose ? AUDIT_ALL : 2,
				"-v");
	else if (finding->problem == PROBLEM_GPL && finding->remedy.through)
		printf("    commonly by way of %s; the module's objects, which tell, "
		       "aren't here\n",
		       shown(finding->remedy.through));
}

static void print_declared(const struct explanation *explanation)
{
	const char *symbol = explanation->report->match.fields[FIELD_SYMBOL];

	printf("  %s%s%s: ", terminal_bold(), shown(symbol), terminal_plain());
	if (!strcmp(explanation->header, "-"))
		puts("no header of this kernel declares it");
	else if (!strcmp(explanation->header, "?"))
		printf("it can't be told: %s\n", shown(explanation->declared));
	else if (*explanation->declared)
		printf("%s has\n    %s\n", shown(explanation->header),
		       shown(explanation->declared));
	else
		printf("declared in %s\n", shown(explanation->header));
}

static void print_line(const struct explanation *explanation)
{
	const char *line = explanation->report->line;
	size_t length = strlen(line);

	printf("  %.*s%s\n", 160, shown(line), length > 160 ? "..." : "");
}

/* Does what the kind means name what the message does? */
static bool is_own(const struct kind *kind)
{
	return strchr(kind->means, '<');
}

static void print_means(const struct explanation *explanation)
{
	char *means =
		match_fill(&explanation->report->match, kind_of(explanation)->means);

	printf("  %c%s.\n",
	       means && *means >= 'a' && *means <= 'z' ? *means - 'a' + 'A' :
	       means				       ? *means :
							 '?',
	       means ? shown(means + 1) : "");
	free(means);
}

static void print_one(const struct explanation *explanation, const char *module,
		      bool verbose)
{
	if (explanation->finding)
		print_judged(explanation, module, verbose);
	else if (explanation->header)
		print_declared(explanation);
	else if (is_own(kind_of(explanation)))
		print_means(explanation);
	else
		print_line(explanation);
	if (verbose) {
		const struct message *message = explanation->report->match.message;

		if (explanation->finding || explanation->header || is_own(message->kind))
			print_line(explanation);
		printf("    printed by %s%s%s%s%s", message->by,
		       message->kernels ? " of Linux " : "", message->kernels ?: "",
		       message->source ? "; read in: " : "", message->source ?: "");
		if (explanation->report->times > 1)
			printf("; %zu times", explanation->report->times);
		putchar('\n');
		if (explanation->finding && explanation->finding->remedy.source) {
			char *sentence = remedy_sentence(&explanation->finding->remedy);

			printf("    %s\n", sentence ? shown(sentence) : "?");
			free(sentence);
		}
	}
}

/* Is it of the same kind as an earlier one, with the same remedy, where @remedy is asked for? */
static bool came_before(const struct explanations *explanations, size_t i, bool remedy)
{
	const struct explanation *own = &explanations->list[i];
	size_t j;

	for (j = 0; j < i; j++) {
		const struct explanation *other = &explanations->list[j];

		if (kind_of(own) == kind_of(other) &&
		    (!remedy || (own->remedy && other->remedy &&
				 !strcmp(own->remedy, other->remedy))))
			return true;
	}
	return false;
}

/* How many of the kind are there from @i on? */
static size_t count_kind(const struct explanations *explanations, size_t i)
{
	const struct kind *kind = kind_of(&explanations->list[i]);
	size_t count = 0;

	for (; i < explanations->count; i++)
		count += kind_of(&explanations->list[i]) == kind;
	return count;
}

/* The module that all of the kind are about, from the @i-th on; NULL where they are several. */
static const char *module_of_all(const struct explanations *explanations, size_t i)
{
	const struct kind *kind = kind_of(&explanations->list[i]);
	const char *module = explanations->list[i].module;

	for (; module && i < explanations->count; i++) {
		const struct explanation *other = &explanations->list[i];

		if (kind_of(other) == kind &&
		    (!other->module || strcmp(other->module, module)))
			return NULL;
	}
	return module;
}

static void print_head(const struct explanations *explanations, size_t i,
		       const char *module)
{
	const struct kind *kind = kind_of(&explanations->list[i]);

	printf("%s%s", terminal_bold(), kind->name);
	if (module)
		printf(": %s", shown(module));
	if (explanations->release && kind->asks != ASKS_NOTHING)
		printf(" on %s", shown(explanations->release));
	printf("%s\n", terminal_plain());
	if (!is_own(kind))
		print_means(&explanations->list[i]);
}

static void print_kind(const struct explanations *explanations, size_t first,
		       bool verbose)
{
	size_t count = count_kind(explanations, first), told = 0, i;
	const struct kind *kind = kind_of(&explanations->list[first]);
	const char *module = module_of_all(explanations, first);

	print_head(explanations, first, module);
	for (i = first; i < explanations->count; i++) {
		if (kind_of(&explanations->list[i]) != kind)
			continue;
		if (verbose || count <= SHOWN + 1 || told < SHOWN)
			print_one(&explanations->list[i],
				  module ? NULL : explanations->list[i].module, verbose);
		told++;
	}
	if (!verbose && count > SHOWN + 1)
		printf("  and %zu more (-v lists them)\n", count - SHOWN);
	for (i = first; i < explanations->count; i++)
		if (kind_of(&explanations->list[i]) == kind &&
		    explanations->list[i].remedy && !came_before(explanations, i, true))
			printf(" -> %s\n", shown(explanations->list[i].remedy));
}

/* Notes break nothing: where there is more, they are left out. */
static bool is_shown(const struct explanations *explanations, size_t i, bool verbose)
{
	size_t j;

	if (verbose || kind_of(&explanations->list[i])->rank != RANK_NOTE)
		return true;
	for (j = 0; j < explanations->count; j++)
		if (kind_of(&explanations->list[j])->rank != RANK_NOTE)
			return false;
	return true;
}

void explain_text(const struct explanations *explanations, bool verbose)
{
	bool any = false;
	size_t i;

	for (i = 0; i < explanations->count; i++) {
		if (came_before(explanations, i, false) ||
		    !is_shown(explanations, i, verbose))
			continue;
		if (any)
			putchar('\n');
		any = true;
		print_kind(explanations, i, verbose);
	}
}

static struct json_object *json_one(const struct explanation *explanation)
{
	const struct match *match = &explanation->report->match;
	struct json_object *object = json_object_new_object();

	json_put_string(object, "kind", match->message->kind->name);
	json_put_string(object, "by", match->message->by);
	json_put_string(object, "line", explanation->report->line);
	json_put_number(object, "times", explanation->report->times);
	json_put_string(object, "module", explanation->module);
	json_put_string(object, "symbol", match->fields[FIELD_SYMBOL]);
	json_put_string(object, "namespace", match->fields[FIELD_NAMESPACE]);
	json_put_string(object, "header", explanation->header);
	json_put_string(object, "declared", explanation->declared);
	json_object_object_add(
		object, "finding",
		explanation->finding ?
			audit_json_finding(explanation->judgement, explanation->finding) :
			NULL);
	json_put_string(object, "remedy", explanation->remedy);
	return object;
}

struct json_object *explain_json(const struct explanations *explanations)
{
	struct json_object *array = json_object_new_array();
	size_t i;

	for (i = 0; i < explanations->count; i++)
		json_object_array_add(array, json_one(&explanations->list[i]));
	return array;
}
