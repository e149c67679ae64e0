/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "shared/style.h"

static const char *style(const char *code)
{
	static int coloured = -1;

	if (coloured < 0) {
		const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");

		coloured = isatty(STDOUT_FILENO) && !(no && *no) && terminal;
	}
	return coloured ? code : "";
}

const char *style_bold(void)
{
	return style("\033[1m");
}

const char *style_red(void)
{
	return style("\033[31m");
}

const char *style_green(void)
{
	return style("\033[32m");
}

const char *style_plain(void)
{
	return style("\033[0m");
}

void progress(size_t done, size_t all, const char *what)
{
	static struct timespec last;
	static bool shown;
	struct timespec now;
	bool terminal = isatty(STDERR_FILENO);

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!last.tv_sec)
		last = now;
	if (done == all) {
		if (shown && terminal)
			fputs("\r\033[K", stderr);
		shown = false;
		last.tv_sec = 0;
		return;
	}
	if (now.tv_sec - last.tv_sec < 1 + (now.tv_nsec < last.tv_nsec))
		return;
	last = now;
	shown = true;
	fprintf(stderr,
		terminal ? "\r\033[Kkshim: %zu of %zu: %s" : "kshim: %zu of %zu: %s\n",
		done, all, what);
}
