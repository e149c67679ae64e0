/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_TEXT_H
#define KSHIM_TEXT_H

/* What printf() would print, from malloc(); NULL without memory. */
char *text_of(const char *form, ...) __attribute__((format(printf, 1, 2)));

#endif /* KSHIM_TEXT_H */
