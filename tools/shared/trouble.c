/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/style.h"
#include "shared/trouble.h"

int trouble_set(struct trouble *trouble, int error, const char *why, const char *next,
		const char *what, ...)
{
	va_list arguments;

	if (trouble->what)
		return error;
	va_start(arguments, what);
	if (vasprintf(&trouble->what, what, arguments) < 0)
		trouble->what = NULL;
	va_end(arguments);
	trouble->why = why ? strdup(why) : NULL;
	trouble->next = next ? strdup(next) : NULL;
	return error;
}

int trouble_memory(struct trouble *trouble)
{
	return trouble_set(trouble, -ENOMEM, NULL, "Close other programs and try again.",
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

void trouble_print(const struct trouble *trouble)
{
	fprintf(stderr, "kshim: *** %s\n",
		trouble->what ? shown(trouble->what) : "Something went wrong.");
	print_lines("    ", "    ", trouble->why);
	print_lines(" -> ", "    ", trouble->next);
}

void trouble_free(struct trouble *trouble)
{
	free(trouble->what);
	free(trouble->why);
	free(trouble->next);
}

void trouble_clear(struct trouble *trouble)
{
	trouble_free(trouble);
	*trouble = (struct trouble){ 0 };
}
