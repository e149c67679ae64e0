/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The static inline functions of a kernel's headers and its common macros, and the symbols out of a
 * proprietary module's reach that each comes to. Compiled by tools/ask/compile-inlines, kept in the cache.
 */
#ifndef KSHIM_INLINES_H
#define KSHIM_INLINES_H

#include <stdbool.h>

#include "read/kernel.h"

struct json_object;

/*
 * Find them for @kernel with @jobs compilers at a time; @fresh: don't take what is kept. @only: of the
 * headers that match this pattern alone, or NULL. *@document
 * is the caller's:
 *
 *	{"release", "functions": [{"function", "macro", "file", "line", "symbols": [{"symbol", "problem", "closed"}]}],
 *	 "left_out": [{"function", "macro", "file", "line", "reason"}], "headers": [HEADER],
 *	 "refused": [HEADER], "macros": how many with arguments the headers define}
 *
 * "closed" is what a GPL-compatible module outside of the kernel's tree may not use either.
 */
int inlines_find(struct json_object **document, const struct kernel *kernel, int jobs,
		 bool fresh, const char *only, struct failure *failure);

/* The members of one of the two arrays. */
const char *inline_function(struct json_object *function);
const char *inline_file(struct json_object *function);
int inline_line(struct json_object *function);

/* Is it a macro of compat/lists/macros.list? */
bool inline_is_macro(struct json_object *function);

/* Has it a symbol with this problem ("gpl", "missing", "namespace"; NULL: any)? */
bool inline_has(struct json_object *function, const char *problem);

/* The modules outside of the kernel's tree that may call it: the fewer, the later. */
enum inline_users {
	INLINE_FOR_ALL,
	INLINE_FOR_GPL, /* GPL-compatible ones, with an import where it takes one */
	INLINE_FOR_NONE,
};

enum inline_users inline_users(struct json_object *function);

#endif /* KSHIM_INLINES_H */
