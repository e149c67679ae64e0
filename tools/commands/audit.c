/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * kshim audit: the symbols of modules and object files that are out of their reach.
 */
#include <errno.h>
#include <json-c/json.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "commands/machine.h"
#include "commands/options.h"
#include "print/audit_print.h"
#include "read/exports.h"
#include "read/members.h"
#include "shared/array.h"
#include "shared/json.h"
#include "shared/terminal.h"

struct options {
	const char *kernel;
	const char *symvers;
	const char *licence;
	struct option_list extra;
	struct machine_options machine;
	bool json;
	bool all;
};

struct audit {
	struct options options;
	struct catalogue *catalogue;
	struct kernel *kernels; /* those asked for so far */
	size_t kernel_count;
	size_t standard; /* 1 + the place of the default one; 0: not asked for */
	struct json_object *modules; /* NULL for text */
	bool found;
};

/* As options_parse(). */
static int parse(struct options *options, int argc, char **argv, struct failure *failure)
{
	static const struct usage usage = {
		.arguments = "[MODULE.ko|OBJECT.o...]",
		.about =
			"Without a module: does every module of this machine that is not "
			"a kernel's own load on every kernel of it? With modules: names "
			"every symbol that the module can't use on a kernel, with "
			"the calls that pull it in, and what it would take. Reads .ko, "
			".ko.xz, .ko.zst and .o of any architecture.",
		.status = "0 all within reach, 1 findings (of the machine: on the kernel "
			  "that boots next), 2 trouble.",
		.most = INT_MAX,
		.wrong = "",
	};
	const struct option_entry table[] = {
		{ 'k', "kernel", "RELEASE|DIR",
		  "target kernel (default: the one the module was built for; for an "
		  "object the running one, else the newest here)",
		  .text = &options->kernel },
		{ 's', "symvers", "FILE",
		  "the Module.symvers to judge by, in place of a kernel",
		  .text = &options->symvers },
		{ 'l', "license", "STRING", "judge as if this were its MODULE_LICENSE",
		  .text = &options->licence },
		{ 'e', "extra-symvers", "FILE",
		  "exports of another module (may be repeated)",
		  .list = &options->extra },
		{ 'a', "all", NULL, "list every place, not only the first of each symbol",
		  .flag = &options->all },
		{ 'b', "build", NULL,
		  "of the machine: let DKMS build, in a folder of its own, what it has "
		  "not built yet",
		  .flag = &options->machine.build },
		{ 'q', "quiet", NULL,
		  "of the machine: only what breaks at the next boot, for a hook",
		  .flag = &options->machine.quiet },
		{ 'H', "html", "FILE",
		  "of the machine: write one page that needs no network",
		  .text = &options->machine.html },
		{ OPTION_JSON, .flag = &options->json },
		{ 0 },
	};
	int error = options_parse(&usage, table, argc, argv, failure);

	if (!error && options->kernel && options->symvers)
		error = options_wrong(failure, argv[0],
				      "--kernel and --symvers exclude each other.");
	if (!error && optind < argc &&
	    (options->machine.build || options->machine.quiet || options->machine.html))
		error = options_wrong(
			failure, argv[0],
			"--build, --quiet and --html are of the machine, and go "
			"with no module.");
	if (!error && optind == argc &&
	    (options->kernel || options->symvers || options->licence ||
	     options->extra.count || options->all))
		error = options_wrong(failure, argv[0],
				      "No module was named; the whole machine is audited "
				      "on all its kernels, as it is.");
	options->machine.json = options->json;
	return error;
}

/* The release that the module was built for, as its vermagic begins; to be freed. */
static char *built_for(const struct object *object)
{
	const char *vermagic = object_modinfo(object, "vermagic", NULL);

	return vermagic ? strndup(vermagic, strcspn(vermagic, " ")) : NULL;
}

static int load_kernel(struct audit *audit, struct kernel *kernel, const char *name,
		       struct failure *failure)
{
	size_t i;
	int error = audit->options.symvers ?
			    kernel_of_symvers(kernel, audit->options.symvers, failure) :
			    kernel_find(kernel, name, failure);

	for (i = 0; !error && i < audit->options.extra.count; i++)
		error = symvers_add(kernel->symvers, audit->options.extra.items[i],
				    failure);
	return error;
}

static bool is_named(const struct kernel *kernel, const char *name)
{
	return (kernel->asked && !strcmp(kernel->asked, name)) ||
	       (kernel->release && !strcmp(kernel->release, name));
}

/* The same kernel, found by its name before; or NULL. */
static struct kernel *known_kernel(struct audit *audit, const char *name)
{
	size_t i;

	for (i = 0; i < audit->kernel_count; i++)
		if (name ? is_named(&audit->kernels[i], name) : audit->standard == i + 1)
			return &audit->kernels[i];
	return NULL;
}

/* The kernel @name (NULL: the default), read when it is first asked for. */
static struct kernel *kernel_named(struct audit *audit, const char *name,
				   struct failure *failure)
{
	struct kernel *kernel = known_kernel(audit, name), *same;

	if (kernel)
		return kernel;
	kernel = ARRAY_MORE(audit->kernels, audit->kernel_count);
	if (!kernel) {
		failure_memory(failure);
		return NULL;
	}
	if (load_kernel(audit, kernel, name, failure))
		return NULL;
	if (name)
		return kernel;
	/* Objects and modules of one kernel have to meet in it. */
	same = kernel->release ? known_kernel(audit, kernel->release) : kernel;
	if (same != kernel) {
		kernel_free(kernel);
		audit->kernel_count--;
	}
	audit->standard = same - audit->kernels + 1;
	return same;
}

static struct kernel *kernel_for(struct audit *audit, const struct object *object,
				 struct failure *failure)
{
	struct kernel *kernel;
	char *release;

	if (audit->options.symvers)
		return kernel_named(audit, NULL, failure);
	if (audit->options.kernel)
		return kernel_named(audit, audit->options.kernel, failure);
	release = built_for(object);
	kernel = kernel_named(audit, release, failure);
	free(release);
	return kernel;
}

static int audit_object(struct audit *audit, const struct object *object,
			struct failure *failure)
{
	struct kernel *kernel = kernel_for(audit, object, failure);
	struct judgement judgement = { 0 };
	int error;

	if (!kernel)
		return -EINVAL;
	error = kernel_complete(kernel, object, failure);
	error = error ?:
			judge(&judgement, object, kernel, audit->options.licence,
			      audit->catalogue, failure);
	if (!error) {
		audit->found = audit->found || judgement.finding_count;
		if (audit->modules)
			json_object_array_add(audit->modules, audit_json(&judgement));
		else
			audit_text(&judgement, audit->options.all);
	}
	judgement_free(&judgement);
	return error;
}

/* Objects that are named together are loaded together: each may use what another one exports. */
static int add_exports(struct audit *audit, const struct object *object,
		       struct failure *failure)
{
	struct kernel *kernel = kernel_for(audit, object, failure);

	return kernel ? exports_add(kernel->symvers, object, true, failure) : -EINVAL;
}

static int with_file(struct audit *audit, const struct member *file,
		     int (*what)(struct audit *, const struct object *, struct failure *),
		     struct failure *failure)
{
	struct object *object;
	int error = object_open(&object, file->path, failure);

	if (!error) {
		object->path = file->shown;
		error = what(audit, object, failure);
	}
	object_close(object);
	return error;
}

static int audit_members(struct audit *audit, const struct members *files,
			 struct failure *failure)
{
	size_t i;
	int error = 0;

	for (i = 0; files->count > 1 && !error && i < files->count; i++)
		error = with_file(audit, &files->list[i], add_exports, failure);
	for (i = 0; !error && i < files->count; i++) {
		progress(i, files->count, files->list[i].shown);
		if (i && !audit->options.json)
			putchar('\n');
		error = with_file(audit, &files->list[i], audit_object, failure);
	}
	progress(files->count, files->count, "");
	return error;
}

static int audit_files(struct audit *audit, char **paths, size_t count,
		       struct failure *failure)
{
	struct json_object *document = json_document();
	struct members files = { 0 };
	size_t i;
	int error = 0;

	if (audit->options.json)
		audit->modules = json_object_new_array();
	for (i = 0; !error && i < count; i++)
		error = members_add(&files, paths[i], failure);
	if (!error)
		error = audit_members(audit, &files, failure);
	members_free(&files);
	if (audit->modules && !error) {
		json_object_object_add(document, "modules", audit->modules);
		return json_print(document, failure);
	}
	json_object_put(audit->modules);
	json_object_put(document);
	return error;
}

static void audit_free(struct audit *audit)
{
	size_t i;

	for (i = 0; i < audit->kernel_count; i++)
		kernel_free(&audit->kernels[i]);
	free(audit->kernels);
	catalogue_close(audit->catalogue);
	free(audit->options.extra.items);
}

enum status audit_run(int argc, char **argv, struct failure *failure)
{
	struct audit audit = { 0 };
	int result = parse(&audit.options, argc, argv, failure);

	if (!result)
		result = catalogue_open(&audit.catalogue, failure);
	if (!result && optind == argc)
		result = machine_audit(&audit.options.machine, audit.catalogue,
				       &audit.found, failure);
	else if (!result)
		result = audit_files(&audit, argv + optind, argc - optind, failure);
	audit_free(&audit);
	return command_status(result, audit.found);
}
