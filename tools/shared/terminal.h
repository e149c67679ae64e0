/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Colours, on a terminal only (and not with NO_COLOR set), what is fit to be shown there, and
 * signs of life.
 */
#ifndef KSHIM_TERMINAL_H
#define KSHIM_TERMINAL_H

#include <stddef.h>

/* What switches to bold, red and green, and back; "" where standard output isn't a terminal. */
const char *terminal_bold(void);
const char *terminal_red(void);
const char *terminal_green(void);
const char *terminal_plain(void);

/*
 * @text, which came out of somebody's file, as it can be printed: control characters would steer
 * the terminal, or begin a line of their own, and are written \\x1b. Valid until the program ends.
 */
const char *shown(const char *text);

/*
 * Work number @done of @all begins, @what of it: told on standard error once the work has
 * taken a second, then once a second; on a terminal in one line. @done == @all ends it.
 */
void progress(size_t done, size_t all, const char *what);

#endif /* KSHIM_TERMINAL_H */
