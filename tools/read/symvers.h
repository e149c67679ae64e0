/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Module.symvers: what a kernel, or a module, exports.
 */
#ifndef KSHIM_SYMVERS_H
#define KSHIM_SYMVERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/failure.h"

enum export_type {
	EXPORT_PLAIN,
	EXPORT_GPL,
};

/* All strings belong to the struct symvers. */
struct export
{
	const char *symbol;
	const char *provider;  /* vmlinux, or a module's path without .ko */
	const char *namespace; /* "" when it has none */
	const char *source; /* the file that says so: a table, or the provider itself */
	bool is_of_file;    /* the latter */
	enum export_type type;
	uint32_t crc; /* 0 when the kernel has no CONFIG_MODVERSIONS */
};

struct symvers;

struct symvers *symvers_new(void);
void symvers_free(struct symvers *symvers);

/*
 * Add the exports that the file @path lists. A symbol that the kernel itself exports stays as it
 * is; one of a module is what the last file says, as for modpost with KBUILD_EXTRA_SYMBOLS.
 * Returns 0, or -errno: a table in which anything is odd is refused, since half of one would
 * turn exports into missing symbols.
 */
int symvers_add(struct symvers *symvers, const char *path, struct failure *failure);

/* Add a copy of @export, which @wins over what another module exports or doesn't. 0 or -ENOMEM. */
int symvers_put(struct symvers *symvers, const struct export *export, bool wins);

/* The export of @symbol, or NULL. */
const struct export *symvers_find(const struct symvers *symvers, const char *symbol);

/* Is it the kernel's own, no module's? */
bool symvers_is_kernels(const struct export *export);

/* All exports in the order of the files. */
const struct export *symvers_list(const struct symvers *symvers, size_t *count);

/* "plain" or "gpl". */
const char *export_type_name(enum export_type type);

#endif /* KSHIM_SYMVERS_H */
