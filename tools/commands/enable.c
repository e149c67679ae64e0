/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * kshim enable and kshim disable: let DKMS build a consumer, unmodified, with kshim.
 */
#include <ctype.h>
#include <errno.h>
#include <glob.h>
#include <json-c/json.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "commands/consumer.h"
#include "commands/options.h"
#include "commands/override.h"
#include "judge/licence.h"
#include "shared/helper.h"
#include "shared/install_paths.h"
#include "shared/json.h"

struct options {
	const char *consumer;
	const char *license;
	struct option_list api_list;
	char *apis; /* " --api A --api B", or "" */
	bool probe_cache;
	bool list;
	bool json;
};

/* Does @text consist of letters, digits and @others? */
static bool consists(const char *text, const char *others)
{
	for (; *text; text++)
		if (!isalnum((unsigned char)*text) && !strchr(others, *text))
			return false;
	return true;
}

/* The APIs as options of kshim-config. 0 or -errno. */
static int join_apis(struct options *options, struct failure *failure)
{
	size_t i, length;
	FILE *memory = open_memstream(&options->apis, &length);

	if (!memory)
		return failure_memory(failure);
	for (i = 0; i < options->api_list.count; i++)
		fprintf(memory, " --api %s", options->api_list.items[i]);
	return fclose(memory) ? failure_memory(failure) : 0;
}

/* Is there a question about each API? 0 or -errno. */
static int check_apis(const struct options *options, struct failure *failure)
{
	int error = 0;
	size_t i;

	for (i = 0; i < options->api_list.count && !error; i++) {
		const char *api = options->api_list.items[i];
		char *name, *path;

		if (asprintf(&name, "compat/probes/%s.c", api) < 0)
			return failure_memory(failure);
		path = consists(api, "_") ? data_path(name) : NULL;
		if (!path || access(path, F_OK))
			error = failure_set(failure, -EINVAL,
					    "It is not an API of the catalogue.",
					    "The names are in kshim-config --json.",
					    "kshim asks nothing about %s.", api);
		free(path);
		free(name);
	}
	return error;
}

/* As options_parse(). */
static int parse(struct options *options, int argc, char **argv, struct failure *failure)
{
	static const struct usage usage = {
		.arguments = "CONSUMER|--list",
		.about = "Puts kshim's part into " PATH_DKMS_OVERRIDES
			 "/CONSUMER.conf (or takes it out), by which DKMS builds kshim "
			 "before the consumer, and the consumer with kshim's flags and "
			 "symbol table on kernels that need them. What else is in that "
			 "file stays.",
		.status = "0, or 2 with a message.",
		.most = 1,
		.wrong = "It takes the name of one consumer, or --list.",
	};
	/* The first three are enable's alone. */
	const struct option_entry table[] = {
		{ 'L', "license", "STRING",
		  "the consumer's MODULE_LICENSE, when that is GPL-compatible: it needs "
		  "no flags then",
		  .text = &options->license },
		{ 'a', "api", "API",
		  "the consumer calls it, and gets the flags for it, too, beside those "
		  "for put_page() and folio_put(); may be given several times",
		  .list = &options->api_list },
		{ 'p', "probe-cache", NULL,
		  "what its configure asks one kernel is learnt, and asked at the next "
		  "beforehand, all at once",
		  .flag = &options->probe_cache },
		{ 'l', "list", NULL,
		  "the consumers that are enabled, and where flags are in force",
		  .flag = &options->list },
		{ OPTION_JSON, .flag = &options->json },
		{ 0 },
	};
	int error = options_parse(&usage, table + 3 * !strcmp(argv[0], "disable"), argc,
				  argv, failure);

	if (error)
		return error;
	options->consumer = argv[optind];
	if (options->list == !!options->consumer)
		return options_wrong(failure, argv[0], "%s", usage.wrong);
	if (options->license && !consists(options->license, " ./+-_"))
		return options_wrong(failure, argv[0],
				     "That can't be the licence string of a module.");
	if (!options->list && (!consists(options->consumer, "+._-") ||
			       !strcmp(options->consumer, "kshim") ||
			       !strcmp(options->consumer, "framework") ||
			       !isalnum((unsigned char)*options->consumer)))
		return options_wrong(failure, argv[0],
				     "That can't be the name of a consumer.");
	return check_apis(options, failure) ?: join_apis(options, failure);
}

static int check_known(const char *tree, const char *consumer, struct failure *failure)
{
	if (!consumer_known(tree, "kshim"))
		return failure_set(failure, -ENOENT,
				   "It could build no consumer with kshim.",
				   "Install the package kshim-dkms, or run quickstart in "
				   "a checkout.",
				   "DKMS does not know kshim itself.");
	if (consumer_known(tree, consumer))
		return 0;
	return failure_set(failure, -ENOENT,
			   "Neither does one of its modules have that name, nor was one "
			   "added.",
			   "Install the consumer's DKMS package (for OpenAFS on Debian: "
			   "openafs-modules-dkms), or\n"
			   "see the names that DKMS knows: dkms status",
			   "DKMS knows no %s.", consumer);
}

/*
 * The flags of a consumer of @license (or NULL) on @kernel: NULL where kshim can't say. As
 * kshim-config has it, one that is GPL-compatible needs none.
 */
static const char *flags_of(const struct consumer_kernel *kernel, const char *license)
{
	return license && licence_is_gpl_compatible(license) ? "" : kernel->flags;
}

/* What to run now, on each kernel where it makes a difference. */
static void print_next(const struct options *options,
		       const struct consumer_kernels *kernels, const char *tree)
{
	bool any = false;
	size_t i;

	for (i = 0; i < kernels->count; i++) {
		const char *release = kernels->list[i].release;
		const char *flags = flags_of(&kernels->list[i], options->license);
		char *version;

		if (flags && !*flags)
			continue;
		version = consumer_installed(tree, options->consumer, release);
		fputs(any ? "    " : " -> Run: ", stdout);
		if (version)
			printf("dkms remove %s/%s -k %s && dkms install %s/%s -k %s, if "
			       "it was "
			       "built without kshim\n",
			       options->consumer, version, release, options->consumer,
			       version, release);
		else
			printf("dkms autoinstall -k %s\n", release);
		free(version);
		any = true;
	}
	if (!any)
		puts(" -> There is nothing to run: no kernel of this machine needs "
		     "flags.");
}

static int print_enabled(const struct options *options, const char *path,
			 const char *tree, struct failure *failure)
{
	struct consumer_kernels kernels;
	int error = consumer_kernels(&kernels, options->apis, failure);
	size_t i;

	if (error)
		return error;
	printf("%s is written: DKMS builds %s with kshim from now on, here for\n", path,
	       options->consumer);
	for (i = 0; i < kernels.count; i++) {
		const char *flags = flags_of(&kernels.list[i], options->license);

		printf("  %s: %s\n", kernels.list[i].release,
		       !flags  ? "not known yet, as kshim was not built for it" :
		       !*flags ? "no flags are needed" :
				 flags);
	}
	print_next(options, &kernels, tree);
	consumer_kernels_free(&kernels);
	return 0;
}

/* What was learnt of the consumer's configure. 0 or -errno. */
static int forget(const char *consumer, struct failure *failure)
{
	const char *const program[] = { "compat/cache/forget", consumer, NULL };

	return helper_run(program, NULL, failure);
}

static int enable(const struct options *options, const char *path,
		  struct failure *failure)
{
	char *tree;
	int error = consumer_tree(&tree, failure);

	if (error)
		return error;
	error = check_known(tree, options->consumer, failure) ?:
			override_add(path, options->consumer, options->license,
				     options->apis, options->probe_cache, failure);
	if (!error && !options->probe_cache)
		error = forget(options->consumer, failure);
	if (!error)
		error = print_enabled(options, path, tree, failure);
	free(tree);
	return error;
}

static int disable(const struct options *options, const char *path,
		   struct failure *failure)
{
	char *license, *apis;
	int enabled = override_has(path, &license, &apis, failure);
	int error;

	free(license);
	free(apis);
	if (enabled < 0)
		return enabled;
	if (!enabled) {
		printf("%s is not enabled: there is nothing of kshim's in %s\n",
		       options->consumer, path);
		return 0;
	}
	error = override_remove(path, failure) ?: forget(options->consumer, failure);
	if (error)
		return error;
	printf(access(path, F_OK) ?
		       "%s is removed: DKMS builds %s without kshim from now on\n" :
		       "%s keeps what isn't kshim's: DKMS builds %s without kshim from "
		       "now on\n",
	       path, options->consumer);
	puts(" -> What was built with kshim stays, and needs kshim.ko, until it is built "
	     "anew.");
	return 0;
}

/* Print @before, and the kernels with flags; or those where kshim can't say. How many. */
static size_t print_releases(const char *before, const struct consumer_kernels *kernels,
			     const char *license, bool known)
{
	size_t i, count = 0;

	for (i = 0; i < kernels->count; i++) {
		const char *flags = flags_of(&kernels->list[i], license);

		if (known ? !flags || !*flags : flags != NULL)
			continue;
		printf("%s%s", count++ ? ", " : before, kernels->list[i].release);
	}
	return count;
}

static void print_one(const char *consumer, const struct consumer_kernels *kernels,
		      const char *license)
{
	printf("%s: ", consumer);
	if (!print_releases("flags are in force on ", kernels, license, true))
		printf("flags are in force on no kernel");
	print_releases("; not known, as kshim was not built for it: ", kernels, license,
		       false);
	putchar('\n');
}

static struct json_object *json_one(const char *consumer, const char *path,
				    const struct consumer_kernels *kernels,
				    const char *license)
{
	struct json_object *one = json_object_new_object(),
			   *array = json_object_new_array();
	size_t i;

	json_put_string(one, "consumer", consumer);
	json_put_string(one, "file", path);
	for (i = 0; i < kernels->count; i++) {
		struct json_object *kernel = json_object_new_object();

		json_put_string(kernel, "release", kernels->list[i].release);
		json_put_string(kernel, "cflags", flags_of(&kernels->list[i], license));
		json_object_array_add(array, kernel);
	}
	json_object_object_add(one, "kernels", array);
	return one;
}

/* Print a line for the override @path, if it is enabled, or add it to @array. */
static int list_one(char *path, struct json_object *array, struct failure *failure)
{
	char *license, *apis, *name = NULL;
	int enabled = override_has(path, &license, &apis, failure), error = 0;
	struct consumer_kernels kernels = { 0 };

	if (enabled <= 0) {
		free(apis);
		return enabled;
	}
	error = consumer_kernels(&kernels, apis, failure);
	if (!error) {
		name = strdup(basename(path));
		error = name ? 0 : failure_memory(failure);
	}
	if (!error) {
		name[strlen(name) - strlen(".conf")] = '\0';
		if (array)
			json_object_array_add(array,
					      json_one(name, path, &kernels, license));
		else
			print_one(name, &kernels, license);
	}
	consumer_kernels_free(&kernels);
	free(apis);
	free(license);
	free(name);
	return error;
}

static int list(const struct options *options, struct failure *failure)
{
	struct json_object *document = options->json ? json_document() : NULL,
			   *array = NULL;
	glob_t found = { 0 };
	int error = 0;
	size_t i;

	if (document) {
		array = json_object_new_array();
		json_object_object_add(document, "enabled", array);
	}
	if (!glob(PATH_DKMS_OVERRIDES "/*.conf", 0, NULL, &found))
		for (i = 0; i < found.gl_pathc && !error; i++)
			error = list_one(found.gl_pathv[i], array, failure);
	globfree(&found);
	if (error)
		json_object_put(document);
	return error || !document ? error : json_print(document, failure);
}

static enum status run(int argc, char **argv, struct failure *failure,
		       int act(const struct options *, const char *, struct failure *))
{
	struct options options = { 0 };
	int result = parse(&options, argc, argv, failure);
	char *path;

	if (!result && options.list)
		result = list(&options, failure);
	else if (!result) {
		path = override_path(options.consumer);
		result = path ? act(&options, path, failure) : failure_memory(failure);
		free(path);
	}
	free(options.apis);
	free(options.api_list.items);
	return result < 0 ? STATUS_TROUBLE : STATUS_CLEAN;
}

enum status enable_run(int argc, char **argv, struct failure *failure)
{
	return run(argc, argv, failure, enable);
}

enum status disable_run(int argc, char **argv, struct failure *failure)
{
	return run(argc, argv, failure, disable);
}
