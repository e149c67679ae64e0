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
#include "commands/options.h"
#include "commands/override.h"
#include "shared/file.h"
#include "shared/helper.h"
#include "shared/install_paths.h"
#include "shared/json.h"

struct options {
	const char *consumer;
	const char *license;
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

/* As options_parse(). */
static int parse(struct options *options, int argc, char **argv, struct trouble *trouble)
{
	static const struct usage usage = {
		.arguments = "CONSUMER|--list",
		.about = "Writes (or removes) " PATH_DKMS_OVERRIDES
			 "/CONSUMER.conf, by which DKMS builds kshim before the "
			 "consumer, and the consumer with kshim's flags and symbol table "
			 "for the kernel. An administrator's own file of that name is "
			 "left as it is.",
		.status = "0, or 2 with a message.",
		.most = 1,
		.wrong = "It takes the name of one consumer, or --list.",
	};
	/* The first is enable's alone. */
	const struct option_entry table[] = {
		{ 'L', "license", "STRING",
		  "the consumer's MODULE_LICENSE, when that is GPL-compatible: it needs "
		  "no flags then",
		  .text = &options->license },
		{ 'l', "list", NULL, "the consumers that are enabled",
		  .flag = &options->list },
		{ OPTION_JSON, .flag = &options->json },
		{ 0 },
	};
	int error = options_parse(&usage, table + !strcmp(argv[0], "disable"), argc, argv,
				  trouble);

	if (error)
		return error;
	options->consumer = argv[optind];
	if (options->list == !!options->consumer)
		return options_wrong(trouble, argv[0], "%s", usage.wrong);
	if (options->license && !consists(options->license, " ./+-_"))
		return options_wrong(trouble, argv[0],
				     "That is no licence string of a module.");
	if (!options->list && (!consists(options->consumer, "+._-") ||
			       !strcmp(options->consumer, "kshim") ||
			       !isalnum((unsigned char)*options->consumer)))
		return options_wrong(trouble, argv[0],
				     "That is no name of a consumer of kshim.");
	return 0;
}

/* Is there a file that matches? @format gets @first and @second. */
static bool exists(const char *format, const char *first, const char *second)
{
	char *pattern;
	glob_t found;
	bool any;

	if (asprintf(&pattern, format, first, second) < 0)
		return false;
	any = !glob(pattern, 0, NULL, &found);
	globfree(&found);
	free(pattern);
	return any;
}

/* Does DKMS know a module of that name? */
static bool known(const char *name)
{
	return exists("%s/%s/*/source/dkms.conf",
		      getenv("KSHIM_DKMS_TREE") ?: PATH_DKMS_TREE, name);
}

static int check_known(const char *consumer, struct trouble *trouble)
{
	if (!known("kshim"))
		return trouble_set(trouble, -ENOENT,
				   "It could build no consumer with kshim.",
				   "Install the package kshim-dkms, or run quickstart in "
				   "a checkout.",
				   "DKMS does not know kshim itself.");
	if (known(consumer))
		return 0;
	return trouble_set(trouble, -ENOENT,
			   "Neither does one of its modules have that name, nor was one "
			   "added.",
			   "Install the consumer's DKMS package (for OpenAFS on Debian: "
			   "openafs-modules-dkms), or\n"
			   "see the names that DKMS knows: dkms status",
			   "DKMS knows no %s.", consumer);
}

/* What kshim has to say for each kernel of this machine; where there is trouble,
 * kshim-config says it, with the next step. */
static void tell_kernels(const char *license)
{
	const char *const list[] = { "tools/ask/kernel", "--list", NULL };
	struct trouble ignored = { 0 };
	char *releases, *line, *rest, *flags;

	if (helper_run(list, &releases, &ignored)) {
		trouble_free(&ignored);
		return;
	}
	for (line = strtok_r(releases, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest)) {
		const char *config[] = {
			"compat/kshim-config",	      "--cflags", "--kernel", line,
			license ? "--license" : NULL, license,	  NULL
		};

		line[strcspn(line, "\t")] = '\0';
		if (helper_run(config, &flags, &ignored))
			continue;
		flags[strcspn(flags, "\n")] = '\0';
		printf("  %s: %s\n", line, *flags ? flags : "no flags are needed");
		free(flags);
	}
	trouble_free(&ignored);
	free(releases);
}

static int write_override(const struct options *options, const char *path,
			  struct trouble *trouble)
{
	char *text = override_text(options->consumer, options->license);
	int error = text ? override_write(path, text, trouble) : trouble_memory(trouble);

	free(text);
	if (error)
		return error;
	printf("%s is written: DKMS builds %s with kshim from now on, here for\n", path,
	       options->consumer);
	tell_kernels(options->license);
	return 0;
}

static int enable(const struct options *options, const char *path,
		  struct trouble *trouble)
{
	int owner =
		check_known(options->consumer, trouble) ?: override_owner(path, trouble);
	char *text;

	if (owner < 0)
		return owner;
	if (owner != OVERRIDE_ADMINISTRATOR)
		return write_override(options, path, trouble);
	text = override_text(options->consumer, options->license);
	if (!text)
		return trouble_memory(trouble);
	trouble_set(trouble, -EEXIST,
		    "kshim did not write it, so it is left as it is. What kshim needs in "
		    "there stands below.",
		    text, "There is a %s already.", path);
	free(text);
	return -EEXIST;
}

static int disable(const struct options *options, const char *path,
		   struct trouble *trouble)
{
	int owner = override_owner(path, trouble);

	if (owner < 0)
		return owner;
	if (owner == OVERRIDE_ADMINISTRATOR)
		return trouble_set(trouble, -EEXIST,
				   "kshim did not write it, so it is left as it is.",
				   "Take out of it what concerns kshim, by hand.",
				   "%s is not kshim's.", path);
	if (owner == OVERRIDE_NONE) {
		printf("%s is not enabled: there is no %s\n", options->consumer, path);
		return 0;
	}
	owner = override_remove(path, trouble);
	if (!owner)
		printf("%s is removed: DKMS builds %s without kshim from now on\n", path,
		       options->consumer);
	return owner;
}

/* Print a line for each override of kshim's, or add it to @array. */
static int list_each(glob_t *found, struct json_object *array, struct trouble *trouble)
{
	size_t i;

	for (i = 0; i < found->gl_pathc; i++) {
		char *path = found->gl_pathv[i], *name;
		int owner = override_owner(path, trouble);

		if (owner < 0)
			return owner;
		if (owner != OVERRIDE_OURS)
			continue;
		name = strdup(basename(path));
		if (!name)
			return trouble_memory(trouble);
		name[strlen(name) - strlen(".conf")] = '\0';
		if (array) {
			struct json_object *one = json_object_new_object();

			json_put_string(one, "consumer", name);
			json_put_string(one, "file", path);
			json_object_array_add(array, one);
		} else {
			puts(name);
		}
		free(name);
	}
	return 0;
}

static int list(const struct options *options, struct trouble *trouble)
{
	struct json_object *document = options->json ? json_document() : NULL,
			   *array = NULL;
	glob_t found = { 0 };
	int error;

	if (document) {
		array = json_object_new_array();
		json_object_object_add(document, "enabled", array);
	}
	glob(PATH_DKMS_OVERRIDES "/*.conf", 0, NULL, &found);
	error = list_each(&found, array, trouble);
	globfree(&found);
	if (error)
		json_object_put(document);
	return error || !document ? error : json_print(document, trouble);
}

static enum status run(int argc, char **argv, struct trouble *trouble,
		       int act(const struct options *, const char *, struct trouble *))
{
	struct options options = { 0 };
	int result = parse(&options, argc, argv, trouble);
	char *path;

	if (result)
		return result > 0 ? STATUS_CLEAN : STATUS_TROUBLE;
	if (options.list)
		return list(&options, trouble) ? STATUS_TROUBLE : STATUS_CLEAN;
	path = override_path(options.consumer);
	result = path ? act(&options, path, trouble) : trouble_memory(trouble);
	free(path);
	return result ? STATUS_TROUBLE : STATUS_CLEAN;
}

enum status enable_run(int argc, char **argv, struct trouble *trouble)
{
	return run(argc, argv, trouble, enable);
}

enum status disable_run(int argc, char **argv, struct trouble *trouble)
{
	return run(argc, argv, trouble, disable);
}
