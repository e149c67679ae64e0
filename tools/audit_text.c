/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit_print.h"
#include "style.h"

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

static void write_chain(FILE *out, const struct judgement *judgement,
			const struct finding *finding, const struct use *use)
{
	const struct frame *frames = use->chain.frames;
	const char *section = judgement->object->sections[use->place.section].name;
	bool in_code = use->code.section == use->place.section;
	size_t i;

	if (use->chain.count) {
		for (i = 0; i < use->chain.count; i++) {
			fprintf(out, "%s%s", i ? " > " : "", frames[i].function);
			if (!i && frames[i].file)
				fprintf(out, " (%s:%d)", short_file(frames[i].file),
					frames[i].line);
		}
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

static size_t collect(const struct judgement *judgement, const struct finding *finding,
		      struct line *lines)
{
	size_t count = 0, i, j, length;

	for (i = 0; i < finding->use_count; i++) {
		char *text = NULL;
		FILE *memory = open_memstream(&text, &length);

		if (!memory)
			break;
		write_chain(memory, judgement, finding, &finding->uses[i]);
		if (fclose(memory))
			break;
		/* The same place repeats in a row, or nearly; a full search would be slow. */
		for (j = count > 32 ? count - 32 : 0; j < count; j++)
			if (!strcmp(lines[j].text, text))
				break;
		if (j < count) {
			lines[j].times++;
			free(text);
		} else {
			lines[count++] = (struct line){ text, 1 };
		}
	}
	return count;
}

static void print_uses(const struct judgement *judgement, const struct finding *finding,
		       bool all)
{
	struct line *lines = calloc(finding->use_count + 1, sizeof(*lines));
	size_t count = lines ? collect(judgement, finding, lines) : 0;
	size_t shown = all || count <= USES_SHOWN + 1 ? count : USES_SHOWN, i;

	for (i = 0; i < count; i++) {
		if (i < shown) {
			printf("    %s", lines[i].text);
			if (lines[i].times > 1)
				printf("   (%zu times)", lines[i].times);
			putchar('\n');
		}
		free(lines[i].text);
	}
	if (shown < count)
		printf("    and from %zu more places (--all lists them)\n",
		       count - shown);
	free(lines);
}

static void print_problem(const struct finding *finding)
{
	const struct export *export = finding->export;

	printf("%s%s%s: ", style_bold(), finding->symbol, style_plain());
	switch (finding->problem) {
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
		printf("\nNo chain of calls can be told: %s. Rebuild it with KCFLAGS=-g "
		       "for that.\n",
		       judgement->no_chains);
}

void audit_text(const struct judgement *judgement, bool all)
{
	print_head(judgement);
	audit_text_findings(judgement, all);
}
