/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_WHY_H
#define KSHIM_WHY_H

#include <stdbool.h>
#include <stddef.h>

#include "shared/failure.h"

struct why_question {
	char *const *apis; /* names or statements */
	size_t count;
	const char *kernel;   /* as for kernel_find() */
	const char *includes; /* a file to include behind the common headers, or NULL */
	const char *licence;
	bool json;
};

/*
 * Compile a caller of each API, and print what it is; *@found: is one not plain? 0 or -errno.
 */
int why(const struct why_question *question, bool *found, struct failure *failure);

#endif /* KSHIM_WHY_H */
