/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/consumer.h"
#include "shared/helper.h"

int consumer_tree(char **tree, struct failure *failure)
{
	const char *const program[] = { "tools/ask/dkms-tree", NULL };
	int error = helper_run(program, tree, failure);

	if (!error)
		(*tree)[strcspn(*tree, "\n")] = '\0';
	return error;
}

static bool is_there(const char *pattern)
{
	glob_t found;
	bool any = !glob(pattern, 0, NULL, &found);

	globfree(&found);
	return any;
}

bool consumer_known(const char *tree, const char *name)
{
	char *pattern;
	bool known;

	if (asprintf(&pattern, "%s/%s/*/source/dkms.conf", tree, name) < 0)
		return false;
	known = is_there(pattern);
	free(pattern);
	return known;
}

/* DKMS keeps a link NAME/kernel-RELEASE-ARCH to VERSION/RELEASE/ARCH. */
char *consumer_installed(const char *tree, const char *name, const char *release)
{
	char *pattern, target[512], *version = NULL;
	glob_t found;
	ssize_t length;

	if (asprintf(&pattern, "%s/%s/kernel-%s-*", tree, name, release) < 0)
		return NULL;
	if (!glob(pattern, 0, NULL, &found) &&
	    (length = readlink(found.gl_pathv[0], target, sizeof(target) - 1)) > 0) {
		target[length] = '\0';
		version = strndup(target, strcspn(target, "/"));
	}
	globfree(&found);
	free(pattern);
	return version;
}

/* Has DKMS built kshim for the kernel? What was not is nothing that a user has to be told of. */
static bool is_built(const char *release)
{
	struct failure ignored = { 0 };
	char *tree = NULL, *pattern;
	bool found = getenv("KSHIM_DIR");

	if (!found && !consumer_tree(&tree, &ignored) &&
	    asprintf(&pattern, "%s/kshim/*/%s/*/kshim.json", tree, release) >= 0) {
		found = is_there(pattern);
		free(pattern);
	}
	free(tree);
	failure_free(&ignored);
	return found;
}

/*
 * kshim's flags on the kernel @release for a consumer that names these APIs, options of kshim-config; to
 * be freed; NULL where kshim was not built, or kshim-config has said why there are none.
 */
static char *flags_of(const char *release, const char *apis)
{
	char *words = strdup(apis), *rest = words, *word, *flags = NULL;
	const char **config = calloc(strlen(apis) + 5, sizeof(*config));
	struct failure ignored = { 0 };
	size_t count = 0;

	if (words && config && is_built(release)) {
		config[count++] = "compat/kshim-config";
		config[count++] = "--cflags";
		config[count++] = "--kernel";
		config[count++] = release;
		while ((word = strsep(&rest, " ")))
			if (*word)
				config[count++] = word;
		if (!helper_run(config, &flags, &ignored))
			flags[strcspn(flags, "\n")] = '\0';
	}
	failure_free(&ignored);
	free(config);
	free(words);
	return flags;
}

char *consumer_api_option(const char *api)
{
	char *option;

	/* Which come unasked, as in compat/decision/routes.awk: what releases a page. */
	if (!api || !strcmp(api, "put_page") || !strcmp(api, "folio_put"))
		return strdup("");
	return asprintf(&option, "--api %s ", api) < 0 ? NULL : option;
}

bool consumer_is_served(const char *release, const char *api, const char *symbol)
{
	char *apis = consumer_api_option(api), *flags = NULL, *option = NULL;
	bool served = false;

	if (apis)
		flags = flags_of(release, apis);
	if (flags && asprintf(&option, "-D%s=", symbol) >= 0) {
		served = strstr(flags, option);
		free(option);
	}
	free(flags);
	free(apis);
	return served;
}

char *consumer_enable_command(const char *consumer, const char *api, const char *release)
{
	char *apis = consumer_api_option(api), *text = NULL;

	if (!apis || asprintf(&text, "kshim enable %s%s && dkms autoinstall -k %s", apis,
			      consumer, release) < 0)
		text = NULL;
	free(apis);
	return text;
}

int consumer_kernels(struct consumer_kernels *kernels, const char *apis,
		     struct failure *failure)
{
	const char *const program[] = { "tools/ask/kernel", "--list", NULL };
	char *releases, *line, *rest;
	int error = helper_run(program, &releases, failure);

	*kernels = (struct consumer_kernels){ 0 };
	if (error)
		return error;
	for (line = strtok_r(releases, "\n", &rest); line && !error;
	     line = strtok_r(NULL, "\n", &rest)) {
		struct consumer_kernel *more;

		line[strcspn(line, "\t")] = '\0';
		/* Of two trees: those of one release stand together. */
		if (kernels->count &&
		    !strcmp(kernels->list[kernels->count - 1].release, line))
			continue;
		more = realloc(kernels->list, (kernels->count + 1) * sizeof(*more));
		if (!more) {
			error = failure_memory(failure);
			break;
		}
		kernels->list = more;
		more += kernels->count++;
		more->flags = flags_of(line, apis);
		more->release = strdup(line);
		if (!more->release)
			error = failure_memory(failure);
	}
	free(releases);
	if (error)
		consumer_kernels_free(kernels);
	return error;
}

void consumer_kernels_free(struct consumer_kernels *kernels)
{
	size_t i;

	for (i = 0; i < kernels->count; i++) {
		free(kernels->list[i].release);
		free(kernels->list[i].flags);
	}
	free(kernels->list);
	*kernels = (struct consumer_kernels){ 0 };
}

/* Of the file or folder @path below @tree, the first name: a module that DKMS knows. */
static char *first_name(const char *tree, const char *path)
{
	size_t length = strlen(tree);

	if (strncmp(path, tree, length) || path[length] != '/')
		return NULL;
	path += length + 1;
	return strndup(path, strcspn(path, "/"));
}

/* As DKMS may have called the module's file: a_b is a-b in there, or the other way round. */
static char *any_dash(const char *module)
{
	char *pattern = strdup(module), *place;

	for (place = pattern; place && *place; place++)
		if (*place == '-' || *place == '_')
			*place = '?';
	return pattern;
}

char *consumer_of_module(const char *tree, const char *module)
{
	char *pattern = NULL, *name = any_dash(module), *consumer = NULL;
	glob_t found;

	if (consumer_known(tree, module)) {
		free(name);
		return strdup(module);
	}
	if (name && asprintf(&pattern, "%s/*/*/*/*/module/%s.ko*", tree, name) > 0 &&
	    !glob(pattern, 0, NULL, &found)) {
		consumer = first_name(tree, found.gl_pathv[0]);
		globfree(&found);
	}
	free(pattern);
	free(name);
	return consumer;
}

char *consumer_log(const char *tree, const char *name)
{
	static const char *const places[] = { "*/build/make.log", "*/*/*/log/make.log" };
	char *newest = NULL, *pattern;
	struct timespec time = { 0 };
	struct stat status;
	glob_t found;
	size_t i, j;

	for (i = 0; i < sizeof(places) / sizeof(*places); i++) {
		if (asprintf(&pattern, "%s/%s/%s", tree, name, places[i]) < 0)
			break;
		if (!glob(pattern, 0, NULL, &found)) {
			for (j = 0; j < found.gl_pathc; j++) {
				if (stat(found.gl_pathv[j], &status) ||
				    (newest && (status.st_mtim.tv_sec < time.tv_sec ||
						(status.st_mtim.tv_sec == time.tv_sec &&
						 status.st_mtim.tv_nsec < time.tv_nsec))))
					continue;
				free(newest);
				newest = strdup(found.gl_pathv[j]);
				time = status.st_mtim;
			}
			globfree(&found);
		}
		free(pattern);
	}
	return newest;
}
