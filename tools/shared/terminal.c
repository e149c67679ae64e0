/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "shared/array.h"
#include "shared/terminal.h"

static const char *style(const char *code)
{
	static int coloured = -1;

	if (coloured < 0) {
		const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");

		coloured = isatty(STDOUT_FILENO) && !(no && *no) && terminal;
	}
	return coloured ? code : "";
}

const char *terminal_bold(void)
{
	return style("\033[1m");
}

const char *terminal_red(void)
{
	return style("\033[31m");
}

const char *terminal_green(void)
{
	return style("\033[32m");
}

const char *terminal_plain(void)
{
	return style("\033[0m");
}

/* Also U+0080 to U+009F, and their bytes where they are no part of another character. */
static bool is_control(const char *text, const char *at)
{
	unsigned char c = *at, before = at == text ? 0 : at[-1];

	if (c >= 0x80 && c < 0xa0)
		return before < 0x80 || before == 0xc2;
	return c < ' ' || c == 0x7f;
}

/* Those that had to be written anew, which hardly any has to. */
static struct {
	char **texts;
	size_t count;
} rewritten;

static char *rewrite(const char *text)
{
	char *text_shown = NULL;
	size_t length;
	FILE *memory = open_memstream(&text_shown, &length);
	const char *c;

	if (!memory)
		return NULL;
	for (c = text; *c; c++)
		if (is_control(text, c))
			fprintf(memory, "\\x%02x", (unsigned char)*c);
		else
			putc(*c, memory);
	return fclose(memory) ? NULL : text_shown;
}

const char *shown(const char *text)
{
	const char *c = text;
	char **kept;

	while (*c && !is_control(text, c))
		c++;
	if (!*c)
		return text;
	kept = ARRAY_MORE(rewritten.texts, rewritten.count);
	if (!kept)
		return "?";
	*kept = rewrite(text);
	return *kept ?: "?";
}

void progress(size_t done, size_t all, const char *what)
{
	static struct timespec last;
	static bool told;
	struct timespec now;
	bool terminal = isatty(STDERR_FILENO);

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!last.tv_sec)
		last = now;
	if (done == all) {
		if (told && terminal)
			fputs("\r\033[K", stderr);
		told = false;
		last.tv_sec = 0;
		return;
	}
	if (now.tv_sec - last.tv_sec < 1 + (now.tv_nsec < last.tv_nsec))
		return;
	last = now;
	told = true;
	fprintf(stderr,
		terminal ? "\r\033[Kkshim: %zu of %zu: %s" : "kshim: %zu of %zu: %s\n",
		done, all, shown(what));
}
