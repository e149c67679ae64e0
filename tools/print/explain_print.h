/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What explain prints of a log.
 */
#ifndef KSHIM_EXPLAIN_PRINT_H
#define KSHIM_EXPLAIN_PRINT_H

#include <stdbool.h>

#include "judge/judge.h"
#include "read/log.h"

struct json_object;

/* A message of the log, and what was found of it. Strings are the caller's, and may be NULL. */
struct explanation {
	const struct report *report;
	char *module; /* as the kernel calls it */
	/* By ASKS_LINK and ASKS_LOAD: NULL where it could not be asked. */
	const struct judgement
		*judgement; /* its object is NULL where the symbol alone was asked */
	const struct finding *finding; /* of the symbol, or PROBLEM_NONE in it */
	/* By ASKS_HEADERS. */
	char *header; /* "-": none declares it; "?": that can't be told; else where it is declared */
	char *declared; /* how; or why it can't be told */
	char *remedy;	/* what it takes, here and now: a command or a sentence */
};

struct explanations {
	struct explanation *list;
	size_t count;
	const char *release; /* of the kernel that was asked, or NULL */
};

/* @verbose: all of each kind, with references. */
void explain_text(const struct explanations *explanations, bool verbose);

/* The array "messages". */
struct json_object *explain_json(const struct explanations *explanations);

#endif /* KSHIM_EXPLAIN_PRINT_H */
