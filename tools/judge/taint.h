/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Does a module that uses a symbol become proprietary by it? Since Linux 5.9 (262e6ae7081d
 * "modules: inherit TAINT_PROPRIETARY_MODULE") it does when the symbol's provider is proprietary,
 * or has become so in the same way, and may then use no GPL-only symbol, whatever its own licence.
 */
#ifndef KSHIM_TAINT_H
#define KSHIM_TAINT_H

#include "read/kernel.h"

enum taint_kind {
	TAINT_NONE,
	TAINT_UNKNOWN, /* no module file of a provider was found */
	TAINT_PROPRIETARY,
};

struct taint {
	enum taint_kind kind;
	const char *provider; /* whose fault it is, directly or not */
	bool is_new;	      /* nobody was told of it before */
};

/* The answers so far. NULL without memory. */
struct taints;
struct taints *taints_new(const struct kernel *kernel);
void taints_free(struct taints *taints);

/* What comes with @export. 0 or -ENOMEM. */
int taints_find(struct taints *taints, const struct export *export, struct taint *taint);

#endif /* KSHIM_TAINT_H */
