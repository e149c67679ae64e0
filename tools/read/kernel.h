/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A target kernel: where it is, and its exports.
 */
#ifndef KSHIM_KERNEL_H
#define KSHIM_KERNEL_H

#include <stdbool.h>

#include "read/object.h"
#include "read/symvers.h"

struct kernel {
	char *asked;   /* what it was looked up by, or NULL */
	char *release; /* NULL when only exports are known */
	char *build;   /* NULL when only exports are known */
	char *source;
	char *arch;
	char *symvers_path;
	struct symvers *symvers;
	char *kshim_symvers; /* that kernel_add_kshim() found, or NULL */
	bool has_kshim;	     /* it has looked */
	char *vermagic;	     /* NULL until kernel_ask_vermagic() */
	/* Modules that are installed for it beside its own; see kernel_add_installed(). */
	char **installed;
	size_t installed_count;
	bool has_installed;
	/* CONFIG_MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS */
	bool allows_missing_imports;
	/* Of its modpost: does it know namespaces for named modules, "module:kvm" (6.16)? */
	bool knows_module_namespaces;
	/* Does it leave __start_ and __stop_ of a section to the linker (7.2 does, 6.12 not)? */
	bool forgives_section_bounds;
};

/*
 * The kernel @name: a release, or a build tree's path with a slash in it; NULL for the
 * running one, else the newest that has headers. 0 or -errno; free with kernel_free(),
 * after a failure, too.
 */
int kernel_find(struct kernel *kernel, const char *name, struct failure *failure);

/* A kernel of which the file @symvers is known, and what lies beside that. */
int kernel_of_symvers(struct kernel *kernel, const char *symvers,
		      struct failure *failure);

/*
 * Learn what a module's version magic has to be: from one of the kernel's own modules, or from
 * its headers. 0 or -errno.
 */
int kernel_ask_vermagic(struct kernel *kernel, struct failure *failure);

/*
 * Add what the modules export that are installed for this kernel and are not its own, DKMS's for
 * instance: all of /lib/modules/RELEASE but for kernel/. Looks once. 0 or -errno.
 */
int kernel_add_installed(struct kernel *kernel, struct failure *failure);

/* Open the one called @name, a path or not, among those that were found; NULL: none is. */
struct object *kernel_open_installed(const struct kernel *kernel, const char *name);

/* Add the table of the kshim that was built for it, where there is one. Looks once. 0 or -errno. */
int kernel_add_kshim(struct kernel *kernel, struct failure *failure);

/*
 * Add to a kernel that is on this machine what is beside it there and is needed to judge @object:
 * kshim's exports, those of installed modules, the version magic. 0 or -errno.
 */
int kernel_complete(struct kernel *kernel, const struct object *object,
		    struct failure *failure);

/* Is @option ("CONFIG_NUMA") set in the build tree's configuration? Without one, it isn't. */
bool kernel_has_option(const struct kernel *kernel, const char *option);

void kernel_free(struct kernel *kernel);

/* What to call it: its release, else the file of its exports. */
const char *kernel_name(const struct kernel *kernel);

#endif /* KSHIM_KERNEL_H */
