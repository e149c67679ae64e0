/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What audit finds of a machine, every module on every kernel, and its printers.
 */
#ifndef KSHIM_MACHINE_PRINT_H
#define KSHIM_MACHINE_PRINT_H

#include <stdbool.h>
#include <stddef.h>

#include "print/matrix.h"
#include "shared/failure.h"

struct json_object;

/* The graver the later. */
enum cell_state {
	CELL_OK,
	CELL_KSHIM, /* it loads with kshim */
	CELL_UNKNOWN,
	CELL_NEEDS, /* it would with kshim, which it was not built with */
	CELL_BREAKS,
};

/* Strings are to be freed, and may be NULL. */
struct cell {
	enum cell_state state;
	char *symbol; /* that is out of reach, or "build" */
	char *why;
	char *remedy;
	char *incident; /* what upstream did about the symbol, and where that was read */
};

struct machine_module {
	const char *name;
	const char *version; /* "": DKMS does not know it */
	struct cell *cells;  /* one a kernel */
};

struct machine_kernel {
	const char *release;
	const char *build; /* "": it has no headers */
};

struct machine {
	struct machine_kernel *kernels; /* oldest first */
	size_t kernel_count;
	struct machine_module *modules;
	size_t module_count;
	const char *running; /* uname -r */
	const char *host;
	size_t next; /* the kernel that will boot next, as far as that can be told: the newest */
};

/* Does something break on that kernel, or can't it be told? */
bool machine_has_findings(const struct machine *machine);

/* @quiet: only what breaks at the next boot, and how many can't be told. */
void machine_text(const struct machine *machine, bool quiet);

struct json_object *machine_json(const struct machine *machine);

/* One page: the machine, and behind it the matrix. 0 or -errno. */
int machine_html(const struct machine *machine, const struct matrix *matrix,
		 const char *path, struct failure *failure);

#endif /* KSHIM_MACHINE_PRINT_H */
