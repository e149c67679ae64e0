/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/licence.h"
#include "print/audit_print.h"
#include "shared/array.h"
#include "shared/terminal.h"

/* Of one symbol's uses, as many lines tell enough. */
#define USES_SHOWN 8

/* A file as short as it stays clear: as the module's own makefile would name it. */
static const char *short_file(const char *file)
{
	const char *base = strrchr(file, '/');
	const char *include = strstr(file, "/include/");

	if (!strncmp(file, "./", 2))
		return file + 2;
	if (include)
		return include + 1;
	return *file == '/' && base ? base + 1 : file;
}

static void write_frames(FILE *out, const struct chain *chain, bool outermost)
{
	size_t i;

	for (i = 0; i < chain->count; i++) {
		const struct frame *frame = &chain->frames[i];

		fprintf(out, "%s%s", i || !outermost ? " > " : "",
			shown(frame->function));
		if (!i && outermost && frame->line)
			fprintf(out, " (%s:%d)", shown(short_file(frame->file)),
				frame->line);
	}
}

/* @caller: of the function that the use is in, or NULL. */
static void write_use(FILE *out, const struct judgement *judgement,
		      const struct finding *finding, const struct use *use,
		      const struct chain *caller)
{
	const char *section = judgement->object->sections[use->place.section].name;
	bool in_code = use->code.section == use->place.section;

	if (use->chain.count) {
		if (caller)
			write_frames(out, caller, true);
		write_frames(out, &use->chain, !caller);
	} else if (use->holder) {
		fprintf(out, "%s+0x%llx", shown(use->holder),
			(unsigned long long)use->holder_offset);
		if (use->variable_file)
			fprintf(out, " (%s:%d)", shown(short_file(use->variable_file)),
				use->variable_line);
	} else {
		fprintf(out, "%s+0x%llx", shown(section),
			(unsigned long long)use->place.offset);
	}
	fprintf(out, " > %s", shown(finding->symbol));
	if (!in_code || !use->chain.count)
		fprintf(out, "   [%s]", shown(section));
}

/* The lines of a finding's uses, each once, with how often it came. */
struct line {
	char *text;
	size_t times;
};

struct lines {
	struct line *list;
	size_t count;
};

static void add_line(struct lines *lines, const struct judgement *judgement,
		     const struct finding *finding, const struct use *use,
		     const struct chain *caller)
{
	char *text = NULL;
	struct line *more;
	size_t length, i;
	FILE *memory = open_memstream(&text, &length);

	if (!memory)
		return;
	write_use(memory, judgement, finding, use, caller);
	if (fclose(memory))
		return;
	/* The same place repeats in a row, or nearly; a full search would be slow. */
	for (i = lines->count > 32 ? lines->count - 32 : 0; i < lines->count; i++)
		if (!strcmp(lines->list[i].text, text))
			break;
	if (i < lines->count) {
		lines->list[i].times++;
		free(text);
		return;
	}
	more = ARRAY_MORE(lines->list, lines->count);
	if (more)
		*more = (struct line){ text, 1 };
	else
		free(text);
}

static void collect(struct lines *lines, const struct judgement *judgement,
		    const struct finding *finding)
{
	size_t i, j;

	for (i = 0; i < finding->use_count; i++) {
		const struct use *use = &finding->uses[i];

		for (j = 0; j < use->caller_count; j++)
			add_line(lines, judgement, finding, use, &use->callers[j]);
		if (!use->caller_count)
			add_line(lines, judgement, finding, use, NULL);
	}
}

void audit_text_uses(const struct judgement *judgement, const struct finding *finding,
		     size_t most, const char *option)
{
	struct lines lines = { 0 };
	size_t told, i;

	collect(&lines, judgement, finding);
	/* One more takes no more room than to say so. */
	told = most == AUDIT_ALL || lines.count <= most + 1 ? lines.count : most;
	for (i = 0; i < lines.count; i++) {
		if (i < told) {
			printf("    %s", lines.list[i].text);
			if (lines.list[i].times > 1)
				printf("   (%zu times)", lines.list[i].times);
			putchar('\n');
		}
		free(lines.list[i].text);
	}
	if (told < lines.count)
		printf("    and from %zu more places (%s lists them)\n",
		       lines.count - told, option);
	free(lines.list);
}

static void print_problem(const struct finding *finding)
{
	const struct export *export = finding->export;

	printf("%s%s%s: ", terminal_bold(), shown(finding->symbol), terminal_plain());
	switch (finding->problem) {
	case PROBLEM_NONE:
		break;
	case PROBLEM_GPL:
		printf("GPL-only, exported by %s", shown(export->provider));
		break;
	case PROBLEM_MISSING:
		printf("exported by nobody");
		break;
	case PROBLEM_NAMESPACE:
		printf("in the namespace %s, ", shown(export->namespace));
		printf(finding->is_closed ?
			       "which is closed to this module" :
			       "which the module doesn't import (MODULE_IMPORT_NS)");
		break;
	case PROBLEM_CRC:
		printf("only the loader sees this: another version of it, %s",
		       shown(finding->detail));
		break;
	case PROBLEM_DUPLICATE:
		printf("only the loader sees this: the module exports it, and so does "
		       "the kernel");
		break;
	case PROBLEM_TAINT:
		printf("only the loader sees this, from Linux 5.9 on: %s",
		       shown(finding->detail));
		break;
	case PROBLEM_SYMBOL_GET:
		printf("only the loader sees this, from Linux 6.6 on and in older stable "
		       "kernels: %s",
		       shown(finding->detail));
		break;
	case PROBLEM_VERMAGIC:
	case PROBLEM_UNKNOWN:
		printf("only the loader sees this: %s", shown(finding->detail));
		break;
	}
	putchar('\n');
}

static void print_advice(const struct judgement *judgement, const struct finding *finding)
{
	char *advice = audit_advice(judgement, finding);

	printf("  What it would take: %s.\n", advice ? shown(advice) : "?");
	free(advice);
}

static void print_licence(const struct judgement *judgement)
{
	const char *const *known;

	printf("The kernel does not take \"%s\" for the GPL. It takes these strings and "
	       "no "
	       "other:",
	       shown(judgement->licence));
	for (known = licence_list(); *known; known++)
		printf("%s \"%s\"", known == licence_list() ? "" : ",", *known);
	putchar('\n');
}

static void print_count(const char **gap, size_t count, const char *what)
{
	if (!count)
		return;
	printf("%s%zu %s", *gap, count, what);
	*gap = ", ";
}

/* Of what is GPL-only, what became upstream. */
static void print_kinds(const size_t *kinds)
{
	const char *gap = " (";

	print_count(&gap, kinds[REMEDY_SUBSTITUTE], "within reach by kshim");
	print_count(&gap, kinds[REMEDY_UNDONE], "undone by upstream");
	print_count(&gap, kinds[REMEDY_DELIBERATE], "deliberate");
	print_count(&gap, kinds[REMEDY_OPEN], "left so");
	if (gap[0] != ' ')
		putchar(')');
}

static void print_head(const struct judgement *judgement)
{
	size_t at_link = 0, unknown = 0, kinds[REMEDY_OPEN + 1] = { 0 }, i;
	const char *gap = "";

	for (i = 0; i < judgement->finding_count; i++) {
		kinds[judgement->findings[i].remedy.kind] +=
			judgement->findings[i].problem == PROBLEM_GPL;
		at_link += problem_is_at_link(judgement->findings[i].problem);
		unknown += judgement->findings[i].problem == PROBLEM_UNKNOWN;
	}
	printf("%s%s%s on %s, ", terminal_bold(), shown(judgement->object->path),
	       terminal_plain(), shown(kernel_name(judgement->kernel)));
	if (judgement->licence)
		printf("licence \"%s\"", shown(judgement->licence));
	else
		printf("without a licence (taken for not GPL-compatible; --license tells "
		       "another)");
	if (!judgement->finding_count) {
		printf(": %severy symbol is within reach%s\n", terminal_green(),
		       terminal_plain());
	} else {
		printf(": %s", terminal_red());
		print_count(&gap, at_link, "out of reach");
		print_kinds(kinds);
		print_count(&gap, judgement->finding_count - at_link - unknown,
			    "that only loading shows");
		print_count(&gap, unknown, "that can't be told");
		printf("%s\n", terminal_plain());
	}
	if (judgement->is_mistaken)
		print_licence(judgement);
}

static void print_finding(const struct judgement *judgement,
			  const struct finding *finding, bool all)
{
	putchar('\n');
	print_problem(finding);
	audit_text_uses(judgement, finding, all ? AUDIT_ALL : USES_SHOWN, "--all");
	print_advice(judgement, finding);
}

void audit_text_findings(const struct judgement *judgement, bool all)
{
	bool used = false;
	size_t i;
	int pass;

	/* What kshim can help with comes first. */
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < judgement->finding_count; i++) {
			const struct finding *finding = &judgement->findings[i];

			used = used || finding->use_count;
			if ((finding->remedy.kind == REMEDY_SUBSTITUTE) == !pass)
				print_finding(judgement, finding, all);
		}
	if (used && !judgement->chains)
		printf("\nNo chain of calls can be told: %s.\n", judgement->no_chains);
}

void audit_text(const struct judgement *judgement, bool all)
{
	print_head(judgement);
	audit_text_findings(judgement, all);
}
