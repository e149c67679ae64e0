/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <ctype.h>
#include <errno.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/messages.h"
#include "read/stanza.h"
#include "shared/array.h"
#include "shared/helper.h"

#define GROUPS 8

/* Bytes of quotes that are no ASCII: no name has them. */
#define NO_QUOTE "\342\200\230\231"

static const struct {
	const char *name;
	const char *expression;
} fields[FIELD_COUNT] = {
	[FIELD_MODULE] = { "<module>", "([^][ :'\"" NO_QUOTE "]+)" },
	[FIELD_SYMBOL] = { "<symbol>", "([A-Za-z_][A-Za-z0-9_.]*)" },
	[FIELD_NAMESPACE] = { "<namespace>", "([^ '\"" NO_QUOTE "]+)" },
	[FIELD_OTHER] = { "<other>", "([^ :()'" NO_QUOTE "]*[^ :.()'" NO_QUOTE "])" },
	[FIELD_TYPE] = { "<type>", "([A-Za-z_][A-Za-z0-9_ ]*)" },
	[FIELD_FILE] = { "<file>", "([^ :'" NO_QUOTE "]+)" },
	[FIELD_RELEASE] = { "<release>", "([^ /]+)" },
	[FIELD_FOLDER] = { "<folder>", "(/[^ '\"]+)" },
	[FIELD_CONSUMER] = { "<consumer>", "([^ ]+)" },
	[FIELD_TEXT] = { "<text>", "(.+)" },
};

/* A compiler writes its quotes as the locale has them. */
#define QUOTE "('|`|\342\200\230|\342\200\231)"

struct spelling {
	struct message message;
	regex_t regex;
	bool compiled;
	char *rare; /* the longest piece that stands in each such line as it is */
	enum field groups[GROUPS]; /* FIELD_COUNT: of none */
	size_t group_count;
};

struct messages {
	struct stanzas *stanzas;
	struct kind *kinds;
	size_t kind_count;
	struct spelling *spellings;
	size_t count;
};

static bool is_word(const char *word, const char *other)
{
	return word && !strcmp(word, other);
}

static int add_kind(struct messages *messages, size_t i)
{
	const char *asks = stanza_get(messages->stanzas, i, "Asks");
	const char *rank = stanza_get(messages->stanzas, i, "Rank");
	struct kind *kind = ARRAY_MORE(messages->kinds, messages->kind_count);

	if (!kind)
		return -ENOMEM;
	*kind = (struct kind){
		.name = stanza_get(messages->stanzas, i, "Kind"),
		.means = stanza_get(messages->stanzas, i, "Means"),
		.advice = stanza_get(messages->stanzas, i, "Do"),
		.asks = is_word(asks, "link")	 ? ASKS_LINK :
			is_word(asks, "load")	 ? ASKS_LOAD :
			is_word(asks, "headers") ? ASKS_HEADERS :
						   ASKS_NOTHING,
		.rank = is_word(rank, "note") ? RANK_NOTE :
			is_word(rank, "echo") ? RANK_ECHO :
						RANK_ERROR,
	};
	return 0;
}

static const struct kind *find_kind(const struct messages *messages, const char *name)
{
	static const struct kind place = { .name = "place", .rank = RANK_PLACE };
	size_t i;

	if (is_word(name, "place"))
		return &place;
	for (i = 0; name && i < messages->kind_count; i++)
		if (!strcmp(messages->kinds[i].name, name))
			return &messages->kinds[i];
	return NULL;
}

/* The field whose placeholder @text begins with, or FIELD_COUNT. */
static enum field field_at(const char *text)
{
	enum field field;

	for (field = 0; field < FIELD_COUNT; field++)
		if (!strncmp(text, fields[field].name, strlen(fields[field].name)))
			break;
	return field;
}

static void add_group(struct spelling *spelling, enum field field)
{
	if (spelling->group_count < GROUPS)
		spelling->groups[spelling->group_count++] = field;
}

/* Write the pattern as an expression; @rare gets its longest literal piece. */
static void write_expression(FILE *out, struct spelling *spelling, const char *pattern,
			     const char **rare, size_t *length)
{
	const char *piece = pattern;

	if (isalnum((unsigned char)*pattern)) {
		fputs("(^|[^A-Za-z0-9_])", out);
		add_group(spelling, FIELD_COUNT);
	}
	while (*pattern) {
		enum field field = field_at(pattern);
		const char *from = pattern;

		if (field != FIELD_COUNT) {
			fputs(fields[field].expression, out);
			add_group(spelling, field);
			pattern += strlen(fields[field].name);
		} else if (*pattern == '\'') {
			fputs(QUOTE, out);
			add_group(spelling, FIELD_COUNT);
			pattern++;
		} else {
			if (strchr("[](){}.*+?^$|\\", *pattern))
				putc('\\', out);
			putc(*pattern++, out);
			if ((size_t)(pattern - piece) > *length) {
				*rare = piece;
				*length = pattern - piece;
			}
			continue;
		}
		piece = from != pattern ? pattern : piece;
	}
}

static int compile(struct spelling *spelling)
{
	char *expression = NULL;
	const char *rare = "";
	size_t length = 0, size;
	FILE *memory = open_memstream(&expression, &size);

	if (!memory)
		return -ENOMEM;
	write_expression(memory, spelling, spelling->message.pattern, &rare, &length);
	if (fclose(memory))
		return -ENOMEM;
	spelling->rare = strndup(rare, length);
	spelling->compiled = !regcomp(&spelling->regex, expression, REG_EXTENDED);
	free(expression);
	if (!spelling->rare)
		return -ENOMEM;
	return spelling->compiled ? 0 : -EINVAL;
}

static int add_spelling(struct messages *messages, size_t i)
{
	const char *kind = stanza_get(messages->stanzas, i, "Kind");
	struct spelling *spelling = ARRAY_MORE(messages->spellings, messages->count);

	if (!spelling)
		return -ENOMEM;
	*spelling = (struct spelling){
		.message = { .kind = find_kind(messages, kind),
			     .pattern = stanza_get(messages->stanzas, i, "Pattern"),
			     .by = stanza_get(messages->stanzas, i, "By"),
			     .kernels = stanza_get(messages->stanzas, i, "Kernels"),
			     .source = stanza_get(messages->stanzas, i, "Source") },
	};
	return spelling->message.kind ? compile(spelling) : -EINVAL;
}

/* The kinds stand before the spellings, which point to them. */
static int read_all(struct messages *messages)
{
	size_t count = stanzas_count(messages->stanzas), i;
	int error = 0;

	for (i = 0; !error && i < count; i++)
		if (!stanza_get(messages->stanzas, i, "Pattern"))
			error = add_kind(messages, i);
	for (i = 0; !error && i < count; i++)
		if (stanza_get(messages->stanzas, i, "Pattern"))
			error = add_spelling(messages, i);
	return error;
}

int messages_open(struct messages **messages, struct failure *failure)
{
	char *path = data_path("compat/lists/messages.list");
	int error;

	*messages = calloc(1, sizeof(**messages));
	if (!path || !*messages)
		error = failure_memory(failure);
	else
		error = stanzas_read(&(*messages)->stanzas, path, failure);
	if (!error && (error = read_all(*messages)))
		failure_set(failure, error, "A pattern can't be compiled.",
			    "Install kshim anew.", "%s is damaged.", path);
	free(path);
	if (error) {
		messages_close(*messages);
		*messages = NULL;
	}
	return error;
}

void messages_close(struct messages *messages)
{
	size_t i;

	if (!messages)
		return;
	for (i = 0; i < messages->count; i++) {
		if (messages->spellings[i].compiled)
			regfree(&messages->spellings[i].regex);
		free(messages->spellings[i].rare);
	}
	free(messages->spellings);
	free(messages->kinds);
	stanzas_free(messages->stanzas);
	free(messages);
}

static int take_fields(const struct spelling *spelling, const char *line,
		       const regmatch_t *found, struct match *match)
{
	size_t i;

	*match = (struct match){ .message = &spelling->message };
	for (i = 0; i < spelling->group_count; i++) {
		enum field field = spelling->groups[i];
		const regmatch_t *group = &found[i + 1];

		if (field >= FIELD_TEXT || match->fields[field] || group->rm_so < 0)
			continue;
		match->fields[field] =
			strndup(line + group->rm_so, group->rm_eo - group->rm_so);
		if (!match->fields[field]) {
			match_free(match);
			return -ENOMEM;
		}
	}
	return 1;
}

int messages_match(const struct messages *messages, const char *line, struct match *match)
{
	regmatch_t found[GROUPS + 1];
	size_t i;

	for (i = 0; i < messages->count; i++) {
		const struct spelling *spelling = &messages->spellings[i];

		/* An expression alone would take its time on each of a log's lines. */
		if (strstr(line, spelling->rare) &&
		    !regexec(&spelling->regex, line, GROUPS + 1, found, 0))
			return take_fields(spelling, line, found, match);
	}
	return 0;
}

void match_free(struct match *match)
{
	enum field field;

	for (field = 0; field < FIELD_COUNT; field++)
		free(match->fields[field]);
	*match = (struct match){ 0 };
}

char *match_fill(const struct match *match, const char *text)
{
	char *filled = NULL;
	size_t length;
	FILE *memory = open_memstream(&filled, &length);

	if (!memory)
		return NULL;
	while (*text) {
		enum field field = field_at(text);

		if (field == FIELD_COUNT || !match->fields[field]) {
			putc(*text++, memory);
			continue;
		}
		fputs(match->fields[field], memory);
		text += strlen(fields[field].name);
	}
	return fclose(memory) ? NULL : filled;
}

size_t messages_count(const struct messages *messages)
{
	return messages->count;
}

const struct message *messages_get(const struct messages *messages, size_t i)
{
	return &messages->spellings[i].message;
}
