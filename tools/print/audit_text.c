/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print/audit_print.h"
#include "shared/array.h"
#include "shared/style.h"

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

		fprintf(out, "%s%s", i || !outermost ? " > " : "", frame->function);
		if (!i && outermost && frame->line)
			fprintf(out, " (%s:%d)", short_file(frame->file), frame->line);
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
		fprintf(out, "%s+0x%llx", use->holder,
			(unsigned long long)use->holder_offset);
		if (use->variable_file)
			fprintf(out, " (%s:%d)", short_file(use->variable_file),
				use->variable_line);
	} else {
		fprintf(out, "%s+0x%llx", section, (unsigned long long)use->place.offset);
	}
	fprintf(out, " > %s", finding->symbol);
	if (!in_code || !use->chain.count)
		fprintf(out, "   [%s]", section);
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

static void print_uses(const struct judgement *judgement, const struct finding *finding,
		       bool all)
{
	struct lines lines = { 0 };
	size_t shown, i;

	collect(&lines, judgement, finding);
	shown = all || lines.count <= USES_SHOWN + 1 ? lines.count : USES_SHOWN;
	for (i = 0; i < lines.count; i++) {
		if (i < shown) {
			printf("    %s", lines.list[i].text);
			if (lines.list[i].times > 1)
				printf("   (%zu times)", lines.list[i].times);
			putchar('\n');
		}
		free(lines.list[i].text);
	}
	if (shown < lines.count)
		printf("    and from %zu more places (--all lists them)\n",
		       lines.count - shown);
	free(lines.list);
}

static void print_problem(const struct finding *finding)
{
	const struct export *export = finding->export;

	printf("%s%s%s: ", style_bold(), finding->symbol, style_plain());
	switch (finding->problem) {
	case PROBLEM_NONE:
		break;
	case PROBLEM_GPL:
		printf("GPL-only, exported by %s", export->provider);
		break;
	case PROBLEM_MISSING:
		printf("exported by nobody");
		break;
	case PROBLEM_NAMESPACE:
		printf("in the namespace %s, ", export->namespace);
		printf(strncmp(export->namespace, "module:", 7) ?
			       "which the module doesn't import (MODULE_IMPORT_NS)" :
			       "which is closed to this module");
		break;
	case PROBLEM_CRC:
		printf("only the loader sees this: another version of it, %s",
		       finding->detail);
		break;
	case PROBLEM_TAINT:
		printf("only the loader sees this, from Linux 5.9 on: %s",
		       finding->detail);
		break;
	}
	putchar('\n');
}

static void print_remedy(const struct finding *finding)
{
	char *sentence;

	if (finding->problem != PROBLEM_GPL && finding->problem != PROBLEM_MISSING)
		return;
	sentence = remedy_sentence(&finding->remedy);
	printf("  What it would take: %s.\n", sentence ?: "?");
	free(sentence);
}

static void print_head(const struct judgement *judgement)
{
	size_t at_link = 0, i;

	for (i = 0; i < judgement->finding_count; i++)
		at_link += problem_is_at_link(judgement->findings[i].problem);
	printf("%s%s%s on %s, ", style_bold(), judgement->object->path, style_plain(),
	       kernel_name(judgement->kernel));
	if (judgement->licence)
		printf("licence \"%s\"", judgement->licence);
	else
		printf("without a licence (taken for not GPL-compatible; --license tells "
		       "another)");
	if (!judgement->finding_count)
		printf(": %severy symbol is within reach%s\n", style_green(),
		       style_plain());
	else if (at_link == judgement->finding_count)
		printf(": %s%zu out of reach%s\n", style_red(), at_link, style_plain());
	else
		printf(": %s%zu out of reach, %zu that only loading shows%s\n",
		       style_red(), at_link, judgement->finding_count - at_link,
		       style_plain());
}

void audit_text_findings(const struct judgement *judgement, bool all)
{
	bool used = false;
	size_t i;

	for (i = 0; i < judgement->finding_count; i++) {
		const struct finding *finding = &judgement->findings[i];

		used = used || finding->use_count;
		putchar('\n');
		print_problem(finding);
		print_uses(judgement, finding, all);
		print_remedy(finding);
	}
	if (used && !judgement->chains)
		printf("\nNo chain of calls can be told: %s.\n", judgement->no_chains);
}

void audit_text(const struct judgement *judgement, bool all)
{
	print_head(judgement);
	audit_text_findings(judgement, all);
}
