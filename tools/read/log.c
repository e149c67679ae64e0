/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "read/log.h"
#include "shared/array.h"

static bool is_same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* Do both say the same of the same? */
static bool is_repeated(const struct match *a, const struct match *b)
{
	enum field field;

	if (a->message->kind != b->message->kind)
		return false;
	for (field = 0; field < FIELD_COUNT; field++)
		if (!is_same(a->fields[field], b->fields[field]))
			return false;
	return true;
}

static int add_folder(struct log *log, char **folder)
{
	char **more;
	size_t i;

	for (i = 0; i < log->folder_count; i++)
		if (!strcmp(log->folders[i], *folder))
			return 0;
	more = ARRAY_MORE(log->folders, log->folder_count);
	if (!more)
		return -ENOMEM;
	*more = *folder;
	*folder = NULL;
	return 0;
}

/* The last word counts: of a kernel's log, the boot at its end. */
static void take(char **place, char **field)
{
	if (!*field)
		return;
	free(*place);
	*place = *field;
	*field = NULL;
}

static int add_report(struct log *log, struct match *match, const char *line)
{
	struct report *report;
	size_t i;

	for (i = 0; i < log->count; i++)
		if (is_repeated(&log->reports[i].match, match)) {
			log->reports[i].times++;
			return 0;
		}
	report = ARRAY_MORE(log->reports, log->count);
	if (!report)
		return -ENOMEM;
	*report = (struct report){ .match = *match, .line = strdup(line), .times = 1 };
	*match = (struct match){ 0 };
	return report->line ? 0 : -ENOMEM;
}

/* One line may tell the kernel and, further on, the folder. */
static int read_line(struct log *log, const struct messages *messages, char *line)
{
	struct match match;
	int found = messages_match(messages, line, &match), error = 0;

	if (found <= 0)
		return found;
	if (match.message->kind->rank != RANK_PLACE) {
		error = add_report(log, &match, line);
	} else {
		const char *rest = strstr(line, " M=");

		take(&log->release, &match.fields[FIELD_RELEASE]);
		take(&log->consumer, &match.fields[FIELD_CONSUMER]);
		if (match.fields[FIELD_FOLDER])
			error = add_folder(log, &match.fields[FIELD_FOLDER]);
		else if (rest)
			error = read_line(log, messages, line + (rest - line));
	}
	match_free(&match);
	return error;
}

int log_read(struct log *log, const struct messages *messages, char *text,
	     struct failure *failure)
{
	char *line;
	int error = 0;

	*log = (struct log){ 0 };
	while (!error && (line = strsep(&text, "\n"))) {
		line[strcspn(line, "\r")] = '\0';
		error = read_line(log, messages, line);
	}
	return error ? failure_memory(failure) : 0;
}

void log_free(struct log *log)
{
	size_t i;

	for (i = 0; i < log->count; i++) {
		match_free(&log->reports[i].match);
		free(log->reports[i].line);
	}
	for (i = 0; i < log->folder_count; i++)
		free(log->folders[i]);
	free(log->reports);
	free(log->folders);
	free(log->release);
	free(log->consumer);
	*log = (struct log){ 0 };
}

char *match_module(const struct match *match)
{
	const char *path = match->fields[FIELD_MODULE], *slash;
	char *name;
	size_t i;

	if (!path)
		return NULL;
	slash = strrchr(path, '/');
	path = slash ? slash + 1 : path;
	name = strndup(path, strcspn(path, "."));
	for (i = 0; name && name[i]; i++)
		if (name[i] == '-')
			name[i] = '_';
	return name;
}
