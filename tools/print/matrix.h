/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The matrix of kernels and APIs, and its printers.
 */
#ifndef KSHIM_MATRIX_H
#define KSHIM_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

#include "shared/failure.h"

struct json_object;

struct matrix_kernel {
	char *release;
	struct json_object *document; /* kshim.json; NULL: it could not be asked */
};

struct matrix {
	struct matrix_kernel *kernels;
	size_t count;
};

/* Does configure refuse one of the kernels? */
bool matrix_has_findings(const struct matrix *matrix);

void matrix_text(const struct matrix *matrix);
struct json_object *matrix_json(const struct matrix *matrix);

/* Write the page to @path, whole or not at all. 0 or -errno. */
int matrix_html(const struct matrix *matrix, const char *path, struct failure *failure);

/* The page that shows @document, which is freed. 0 or -errno. */
int matrix_page(struct json_object *document, const char *path, struct failure *failure);

#endif /* KSHIM_MATRIX_H */
