/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge/licence.h"
#include "judge/taint.h"
#include "read/object.h"
#include "shared/array.h"

/* A provider, and what comes from it. */
struct answer {
	const char *provider;
	struct taint taint;
};

struct taints {
	const struct kernel *kernel;
	struct answer *answers;
	size_t count;
};

struct taints *taints_new(const struct kernel *kernel)
{
	struct taints *taints = calloc(1, sizeof(*taints));

	if (taints)
		taints->kernel = kernel;
	return taints;
}

void taints_free(struct taints *taints)
{
	free(taints->answers);
	free(taints);
}

/* Is there a module called @path, packed or not? Opened, or NULL. *@found is the caller's. */
static struct object *open_packed(const char *path, char **found)
{
	static const char *const suffixes[] = { ".ko", ".ko.xz", ".ko.zst", ".ko.gz" };
	struct failure ignored = { 0 };
	struct object *object = NULL;
	size_t i;

	for (i = 0; !object && i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		if (asprintf(found, "%s%s", path, suffixes[i]) < 0)
			return NULL;
		if (access(*found, R_OK) || object_open(&object, *found, &ignored)) {
			free(*found);
			*found = NULL;
		}
	}
	failure_free(&ignored);
	return object;
}

/*
 * The file of a provider: it named itself; where its table says that it is; beside the table, or
 * where DKMS keeps it; installed for the kernel. *@path is the caller's.
 */
static struct object *open_provider(const struct kernel *kernel,
				    const struct export *export, char **path)
{
	static const char *const beside[] = { "", "module/" };
	const char *base = strrchr(export->provider, '/');
	const char *slash = strrchr(export->source, '/');
	struct failure ignored = { 0 };
	struct object *object = NULL;
	char *place;
	size_t i;

	*path = NULL;
	if (export->is_of_file) {
		*path = strdup(export->source);
		if (*path && object_open(&object, *path, &ignored))
			object = NULL;
		failure_free(&ignored);
		return object;
	}
	object = open_packed(export->provider, path);
	for (i = 0; !object && i < sizeof(beside) / sizeof(*beside); i++) {
		if (asprintf(&place, "%.*s%s%s",
			     slash ? (int)(slash - export->source + 1) : 0,
			     export->source, beside[i],
			     base ? base + 1 : export->provider) < 0)
			return NULL;
		object = open_packed(place, path);
		free(place);
	}
	return object ?: kernel_open_installed(kernel, export->provider);
}

/* What a provider's own providers bring to it. */
static int inherit(struct taints *taints, const struct object *provider,
		   struct taint *taint)
{
	int error = 0;
	size_t i;

	for (i = 0;
	     !error && taint->kind != TAINT_PROPRIETARY && i < provider->symbol_count;
	     i++) {
		const struct export *export;
		struct taint its = { 0 };

		if (!object_needs(provider, &provider->symbols[i]))
			continue;
		export = symvers_find(taints->kernel->symvers, provider->symbols[i].name);
		if (export)
			error = taints_find(taints, export, &its);
		if (!error && its.kind > taint->kind)
			*taint = its;
	}
	return error;
}

static int ask(struct taints *taints, const struct export *export, struct taint *taint)
{
	char *path;
	struct object *provider = open_provider(taints->kernel, export, &path);
	const char *licence;
	int error = 0;

	taint->provider = export->provider;
	if (!provider) {
		taint->kind = TAINT_UNKNOWN;
	} else {
		/* The loader looks at the first entry alone. */
		licence = object_modinfo(provider, "license", NULL);
		if (!licence && !object_is_linked(provider))
			taint->kind = TAINT_UNKNOWN;
		else if (!licence || !licence_is_gpl_compatible(licence))
			taint->kind = TAINT_PROPRIETARY;
		else
			error = inherit(taints, provider, taint);
		object_close(provider);
	}
	free(path);
	return error;
}

int taints_find(struct taints *taints, const struct export *export, struct taint *taint)
{
	struct answer *answer;
	size_t i;
	int error;

	/* The kernel's own modules are the GPL's. */
	if (!export->is_of_file && !strcmp(export->source, taints->kernel->symvers_path))
		return 0;
	for (i = 0; i < taints->count; i++)
		if (!strcmp(taints->answers[i].provider, export->provider)) {
			*taint = taints->answers[i].taint;
			taint->is_new = false;
			return 0;
		}
	/* Noted before it is asked, since a circle of modules would have no end. */
	answer = ARRAY_MORE(taints->answers, taints->count);
	if (!answer)
		return -ENOMEM;
	*answer = (struct answer){ .provider = export->provider };
	error = ask(taints, export, taint);
	taint->is_new = true;
	taints->answers[i].taint = *taint;
	return error;
}
