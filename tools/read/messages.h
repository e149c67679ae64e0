/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * compat/lists/messages.list: what modpost, the module loader and compilers print, and how it is
 * recognised in a line.
 */
#ifndef KSHIM_MESSAGES_H
#define KSHIM_MESSAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "shared/failure.h"

/* What is taken out of a message. */
enum field {
	FIELD_MODULE, /* as it stands there: a name, or a path with .ko or .o */
	FIELD_SYMBOL,
	FIELD_NAMESPACE,
	FIELD_OTHER, /* another module, file or program */
	FIELD_TYPE,
	FIELD_FILE,
	FIELD_RELEASE,
	FIELD_FOLDER,
	FIELD_CONSUMER,
	FIELD_TEXT, /* anything; not kept */
	FIELD_COUNT,
};

/* What is looked at to say more of it. */
enum asks {
	ASKS_NOTHING,
	ASKS_LINK,
	ASKS_LOAD,
	ASKS_HEADERS,
};

enum rank {
	RANK_ERROR,
	RANK_ECHO,  /* another message has the reason */
	RANK_NOTE,  /* breaks nothing */
	RANK_PLACE, /* tells only where a log is from */
};

/* Strings belong to the struct messages. */
struct kind {
	const char *name;
	const char *means;
	const char *advice; /* with <module> and its kin in it; or NULL */
	enum asks asks;
	enum rank rank;
};

struct message {
	const struct kind *kind;
	const char *pattern;
	const char *by;
	const char *kernels; /* or NULL */
	const char *source;  /* or NULL */
};

struct match {
	const struct message *message;
	char *fields[FIELD_COUNT]; /* NULL where it has none */
};

struct messages;

/* Read the list. 0 or -errno. */
int messages_open(struct messages **messages, struct failure *failure);
void messages_close(struct messages *messages);

/* The first message that @line holds. 1 and @match, to be freed; 0 for none; or -ENOMEM. */
int messages_match(const struct messages *messages, const char *line,
		   struct match *match);
void match_free(struct match *match);

/* @text with what @match took out of its message in the place of <module> and its kin. To be freed. */
char *match_fill(const struct match *match, const char *text);

/* How many spellings there are; number @i. */
size_t messages_count(const struct messages *messages);
const struct message *messages_get(const struct messages *messages, size_t i);

#endif /* KSHIM_MESSAGES_H */
