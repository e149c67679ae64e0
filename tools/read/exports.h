/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What a module or object file exports itself.
 */
#ifndef KSHIM_EXPORTS_H
#define KSHIM_EXPORTS_H

#include "read/object.h"
#include "read/symvers.h"

/* Add the exports of @object to @symvers, as symvers_put() does. 0 or -errno. */
int exports_add(struct symvers *symvers, const struct object *object, bool wins,
		struct failure *failure);

#endif /* KSHIM_EXPORTS_H */
