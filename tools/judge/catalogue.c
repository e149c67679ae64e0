/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <fnmatch.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/catalogue.h"
#include "judge/range.h"
#include "read/stanza.h"
#include "shared/array.h"
#include "shared/file.h"
#include "shared/helper.h"

/* A line "SYMBOL<TAB>WHAT" of compat/lists/seen.list. */
struct seen {
	const char *symbol;
	const char *what;
};

struct catalogue {
	struct stanzas *substitutes;
	struct stanzas *incidents;
	char *seen_text;
	struct seen *seen; /* by symbol */
	size_t seen_count;
};

static int read_list(struct stanzas **stanzas, const char *file, struct failure *failure)
{
	char *path = data_path(file);
	int error = path ? stanzas_read(stanzas, path, failure) : failure_memory(failure);

	free(path);
	return error;
}

static int by_symbol(const void *left, const void *right)
{
	return strcmp(((const struct seen *)left)->symbol,
		      ((const struct seen *)right)->symbol);
}

static int read_seen(struct catalogue *catalogue, struct failure *failure)
{
	char *path = data_path("compat/lists/seen.list"), *rest, *line;
	size_t length;
	int error = path ? file_read(path, &catalogue->seen_text, &length, failure) :
			   failure_memory(failure);

	free(path);
	if (error)
		return error;
	for (rest = catalogue->seen_text; (line = strsep(&rest, "\n"));) {
		char *tab = strchr(line, '\t');
		struct seen *seen;

		if (*line == '#' || !tab)
			continue;
		*tab = '\0';
		seen = ARRAY_MORE(catalogue->seen, catalogue->seen_count);
		if (!seen)
			return failure_memory(failure);
		*seen = (struct seen){ line, tab + 1 };
	}
	if (catalogue->seen_count)
		qsort(catalogue->seen, catalogue->seen_count, sizeof(*catalogue->seen),
		      by_symbol);
	return 0;
}

int catalogue_open(struct catalogue **catalogue, struct failure *failure)
{
	int error;

	*catalogue = calloc(1, sizeof(**catalogue));
	if (!*catalogue)
		return failure_memory(failure);
	error = read_list(&(*catalogue)->substitutes, "compat/lists/substitutes.list",
			  failure);
	if (!error)
		error = read_list(&(*catalogue)->incidents, "compat/lists/incidents.list",
				  failure);
	if (!error)
		error = read_seen(*catalogue, failure);
	if (error) {
		catalogue_close(*catalogue);
		*catalogue = NULL;
	}
	return error;
}

void catalogue_close(struct catalogue *catalogue)
{
	if (!catalogue)
		return;
	stanzas_free(catalogue->substitutes);
	stanzas_free(catalogue->incidents);
	free(catalogue->seen);
	free(catalogue->seen_text);
	free(catalogue);
}

static enum remedy_kind outcome(const char *word)
{
	if (word && !strcmp(word, "undone"))
		return REMEDY_UNDONE;
	if (word && !strcmp(word, "deliberate"))
		return REMEDY_DELIBERATE;
	return REMEDY_OPEN;
}

/* A release as far as upstream's numbers go: 6.1 of 6.1.0-56-amd64. */
struct version {
	int major, minor;
};

static bool read_version(const char *text, struct version *version)
{
	return text && sscanf(text, "%d.%d", &version->major, &version->minor) == 2;
}

static bool is_before(struct version a, struct version b)
{
	return a.major < b.major || (a.major == b.major && a.minor < b.minor);
}

/* The first and the last release that @kernels, as "5.14 - 7.3, 5.9-rt", names. */
static bool read_range(const char *kernels, struct version range[2])
{
	bool any = false;

	while (kernels && *kernels) {
		struct version version;

		if (read_version(kernels, &version)) {
			if (!any || is_before(version, range[0]))
				range[0] = version;
			if (!any || is_before(range[1], version))
				range[1] = version;
			any = true;
		}
		kernels += strcspn(kernels, " ,");
		kernels += strspn(kernels, " ,-");
	}
	return any;
}

/* The word of @list for which @holds is true, and its length; NULL for none. */
static const char *find_word(const char *list, size_t *length,
			     bool (*holds)(const char *word, const void *data),
			     const void *data)
{
	for (; *list; list += *length + (list[*length] == ' ')) {
		char *word;
		bool found;

		*length = strcspn(list, " ");
		word = strndup(list, *length);
		found = word && holds(word, data);
		free(word);
		if (found)
			return list;
	}
	return NULL;
}

static bool is_same(const char *word, const void *other)
{
	return !strcmp(word, other);
}

/* Is the stanza about @symbol, on the architecture of @kernel, when a module comes by @way? */
static bool is_about(const struct stanzas *stanzas, size_t i, const char *symbol,
		     const struct kernel *kernel, const struct way *way)
{
	const char *name = stanza_get(stanzas, i, "Symbol");
	const char *arch = stanza_get(stanzas, i, "Arch");
	const char *inlines = stanza_get(stanzas, i, "Inlines");
	size_t length;

	if (!name || fnmatch(name, symbol, 0))
		return false;
	if (arch && kernel->arch && !find_word(arch, &length, is_same, kernel->arch))
		return false;
	return !inlines || find_word(inlines, &length, way->passes, way->data);
}

/* An incident holds from the first kernel on that it names. */
static bool find_incident(const struct stanzas *stanzas, const char *symbol,
			  const struct kernel *kernel, const struct way *way,
			  size_t *place)
{
	struct version version, range[2];
	bool known = read_version(kernel->release, &version);

	for (*place = 0; *place < stanzas_count(stanzas); ++*place)
		if (is_about(stanzas, *place, symbol, kernel, way) &&
		    (!known ||
		     !read_range(stanza_get(stanzas, *place, "Kernels"), range) ||
		     !is_before(version, range[0])))
			return true;
	return false;
}

static bool is_set(const char *option, const void *kernel)
{
	return kernel_has_option(kernel, option);
}

/* A substitute is for the kernels that somebody has read, and no other; nor where it isn't exact. */
static bool find_substitute(const struct stanzas *stanzas, const char *symbol,
			    const struct kernel *kernel, const struct way *way,
			    size_t *place)
{
	char vendor[32];
	size_t length;

	range_vendor(kernel, vendor);
	for (*place = 0; *place < stanzas_count(stanzas); ++*place)
		if (is_about(stanzas, *place, symbol, kernel, way) &&
		    !find_word(stanza_get(stanzas, *place, "Unless") ?: "", &length,
			       is_set, kernel) &&
		    (!kernel->release ||
		     range_covers(stanza_get(stanzas, *place, "Kernels") ?: "",
				  kernel->release, vendor)))
			return true;
	return false;
}

/* How old is what the incident number @i tells, on @kernel? */
static void compare_ages(struct remedy *remedy, const struct stanzas *incidents, size_t i,
			 const struct kernel *kernel)
{
	struct version version, undone, range[2];

	if (!read_version(kernel->release, &version))
		return;
	if (remedy->kind == REMEDY_UNDONE)
		remedy->undone_before = read_version(remedy->release, &undone) &&
					!is_before(version, undone);
	else if (read_range(stanza_get(incidents, i, "Kernels"), range) &&
		 is_before(range[1], version))
		snprintf(remedy->last, sizeof(remedy->last), "%d.%d", range[1].major,
			 range[1].minor);
}

static void take_incident(struct remedy *remedy, const struct stanzas *incidents,
			  size_t i, const struct kernel *kernel, const struct way *way)
{
	const char *inlines = stanza_get(incidents, i, "Inlines");

	remedy->kind = outcome(stanza_get(incidents, i, "Outcome"));
	remedy->release = stanza_get(incidents, i, "Release");
	remedy->commit = stanza_get(incidents, i, "Commit");
	remedy->source = stanza_get(incidents, i, "Source");
	remedy->note = stanza_get(incidents, i, "Note");
	remedy->through = stanza_get(incidents, i, "Through");
	remedy->arch = kernel->arch ? NULL : stanza_get(incidents, i, "Arch");
	if (inlines)
		remedy->by_way = find_word(inlines, &remedy->by_way_length, way->passes,
					   way->data);
	compare_ages(remedy, incidents, i, kernel);
}

struct remedy catalogue_find(const struct catalogue *catalogue, const char *symbol,
			     const struct kernel *kernel, const struct way *way)
{
	struct remedy remedy = { REMEDY_NONE };
	size_t i;

	if (find_substitute(catalogue->substitutes, symbol, kernel, way, &i)) {
		remedy.kind = REMEDY_SUBSTITUTE;
		remedy.commit = stanza_get(catalogue->substitutes, i, "Commit");
		remedy.source = stanza_get(catalogue->substitutes, i, "Ground");
		remedy.api = stanza_get(catalogue->substitutes, i, "Api");
	} else if (find_incident(catalogue->incidents, symbol, kernel, way, &i)) {
		take_incident(&remedy, catalogue->incidents, i, kernel, way);
	} else if (catalogue->seen_count) {
		const struct seen key = { .symbol = symbol };
		const struct seen *seen =
			bsearch(&key, catalogue->seen, catalogue->seen_count, sizeof(key),
				by_symbol);

		remedy.source = seen ? seen->what : NULL;
	}
	return remedy;
}

const char *remedy_kind_name(enum remedy_kind kind)
{
	static const char *const names[] = {
		[REMEDY_NONE] = "none",	    [REMEDY_SUBSTITUTE] = "substitute",
		[REMEDY_UNDONE] = "undone", [REMEDY_DELIBERATE] = "deliberate",
		[REMEDY_OPEN] = "open",
	};

	return names[kind];
}

/* What there is to say of @remedy; false without memory. */
static bool write_sentence(FILE *out, const struct remedy *remedy)
{
	const char *source = remedy->source ?: "-";

	if (remedy->arch)
		fprintf(out, "on %s: ", remedy->arch);
	if (remedy->by_way)
		fprintf(out, "by way of %.*s: ", (int)remedy->by_way_length,
			remedy->by_way);
	switch (remedy->kind) {
	case REMEDY_SUBSTITUTE:
		fprintf(out,
			"kshim has a substitute, which the flags of kshim-config "
			"--cflags --api %s bring (%s, %s)",
			remedy->api ?: "API", source,
			remedy->commit ?: "no commit known");
		break;
	case REMEDY_UNDONE:
		fprintf(out, "upstream undid it in %s (%s)",
			remedy->release ?: "a later release", remedy->commit ?: source);
		if (remedy->undone_before)
			fprintf(out, ", which is older than this kernel: the change, or "
				     "the configuration, is its distributor's");
		break;
	case REMEDY_DELIBERATE:
	case REMEDY_OPEN:
		fprintf(out, "%supstream %s",
			remedy->note ? "" : "nothing is known that helps: ",
			remedy->kind == REMEDY_OPEN ? "left it so" : "means it");
		if (*remedy->last)
			fprintf(out, ", at least up to %s", remedy->last);
		fprintf(out, " (%s)", source);
		break;
	case REMEDY_NONE:
		fprintf(out, "nothing is known that helps");
		if (remedy->source)
			fprintf(out, "; it is %s", remedy->source);
		break;
	}
	if (remedy->note)
		fprintf(out, "; %s", remedy->note);
	return !fclose(out);
}

char *remedy_sentence(const struct remedy *remedy)
{
	char *sentence = NULL;
	size_t length;
	FILE *memory = open_memstream(&sentence, &length);

	return memory && write_sentence(memory, remedy) ? sentence : NULL;
}
