/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_MATRIX_COMMAND_H
#define KSHIM_MATRIX_COMMAND_H

#include <stdbool.h>

#include "print/matrix.h"

/*
 * The results of @kernels, names or build trees with commas between (NULL or "all": every kernel of
 * this machine); @fresh: whatever was kept. What one kernel lacks takes nothing from the others: the
 * first error comes back in the end. 0 or -errno; free with matrix_free(), after a failure, too.
 */
int matrix_read(struct matrix *matrix, const char *kernels, bool fresh,
		struct failure *failure);
void matrix_free(struct matrix *matrix);

#endif /* KSHIM_MATRIX_COMMAND_H */
