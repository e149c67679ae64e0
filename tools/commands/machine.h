/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_MACHINE_H
#define KSHIM_MACHINE_H

#include <stdbool.h>

#include "judge/catalogue.h"
#include "shared/failure.h"

struct machine_options {
	const char *html; /* the file to write, or NULL */
	bool build;	  /* let DKMS build what isn't built */
	bool quiet;
	bool json;
};

/*
 * Audit all modules of this machine that are not the kernels' own on all its kernels, and print it.
 * *@found: does something break at the next boot, or can't it be told? 0 or -errno.
 */
int machine_audit(const struct machine_options *options,
		  const struct catalogue *catalogue, bool *found,
		  struct failure *failure);

#endif /* KSHIM_MACHINE_H */
