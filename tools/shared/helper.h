/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The project's shell programs and data, which the command uses as they are.
 */
#ifndef KSHIM_HELPER_H
#define KSHIM_HELPER_H

#include "shared/failure.h"

/*
 * The path of @file in the data folder: $KSHIM_DATADIR, else where `make tool` was told
 * that it is. To be freed; NULL without memory.
 */
char *data_path(const char *file);

/*
 * Run the shell program @arguments[0] of the data folder; the list ends in NULL. What it
 * prints becomes *@output (to be freed) or, where that is NULL, goes to standard error.
 * Returns 0, or -errno; when the program failed, it has told the user why itself, and
 * @failure stays empty.
 */
int helper_run(const char *const arguments[], char **output, struct failure *failure);

#endif /* KSHIM_HELPER_H */
