/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/terminal.h"
#include "shared/failure.h"

int failure_set(struct failure *failure, int error, const char *why, const char *next,
		const char *what, ...)
{
	va_list arguments;

	if (failure->what)
		return error;
	va_start(arguments, what);
	if (vasprintf(&failure->what, what, arguments) < 0)
		failure->what = NULL;
	va_end(arguments);
	failure->why = why ? strdup(why) : NULL;
	failure->next = next ? strdup(next) : NULL;
	return error;
}

int failure_memory(struct failure *failure)
{
	return failure_set(failure, -ENOMEM, NULL, "Close other programs and try again.",
			   "There is not enough memory.");
}

static void print_lines(const char *first, const char *rest, const char *text)
{
	const char *lead = first;

	while (text && *text) {
		size_t length = strcspn(text, "\n");
		char *line = strndup(text, length);

		fprintf(stderr, "%s%s\n", lead, line ? shown(line) : "?");
		free(line);
		lead = rest;
		text += length;
		text += *text == '\n';
	}
}

void failure_print(const struct failure *failure)
{
	fprintf(stderr, "kshim: *** %s\n",
		failure->what ? shown(failure->what) : "Something went wrong.");
	print_lines("    ", "    ", failure->why);
	print_lines(" -> ", "    ", failure->next);
}

void failure_free(struct failure *failure)
{
	free(failure->what);
	free(failure->why);
	free(failure->next);
}

void failure_clear(struct failure *failure)
{
	failure_free(failure);
	*failure = (struct failure){ 0 };
}
