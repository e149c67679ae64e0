/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What DKMS has of a consumer, and kshim for it, on each kernel of this machine.
 */
#ifndef KSHIM_CONSUMER_H
#define KSHIM_CONSUMER_H

#include <stdbool.h>
#include <stddef.h>

#include "shared/failure.h"

struct consumer_kernel {
	char *release;
	char *flags; /* "" where none are needed; NULL where kshim can't say, and has told why */
};

struct consumer_kernels {
	size_t count;
	struct consumer_kernel *list;
};

/* Where DKMS keeps the modules that it knows, to be freed. 0 or -errno. */
int consumer_tree(char **tree, struct failure *failure);

/* Does DKMS, whose folder @tree is, know a module @name? */
bool consumer_known(const char *tree, const char *name);

/* The version of @name that DKMS has installed for @release, to be freed; NULL: none. */
char *consumer_installed(const char *tree, const char *name, const char *release);

/* The name by which DKMS knows who brings the module @module, to be freed; NULL: nobody does. */
char *consumer_of_module(const char *tree, const char *module);

/* The newest make.log that DKMS has of @name, to be freed; NULL: none. */
char *consumer_log(const char *tree, const char *name);

/* Does kshim replace @symbol on @release for who names @api (NULL: what comes unasked)? */
bool consumer_is_served(const char *release, const char *api, const char *symbol);

/* How who calls @api asks kshim-config and enable for it: "", or "--api API "; to be freed. */
char *consumer_api_option(const char *api);

/* The commands by which @consumer, which calls @api, is built with kshim on @release; to be freed. */
char *consumer_enable_command(const char *consumer, const char *api, const char *release);

/*
 * kshim's flags on each kernel that has headers, for a consumer that names these APIs, options of
 * kshim-config: " --api A --api B", or "". 0 or -errno.
 */
int consumer_kernels(struct consumer_kernels *kernels, const char *apis,
		     struct failure *failure);

void consumer_kernels_free(struct consumer_kernels *kernels);

#endif /* KSHIM_CONSUMER_H */
