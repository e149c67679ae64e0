/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/catalogue.h"
#include "read/stanza.h"
#include "shared/helper.h"

struct catalogue {
	struct stanzas *substitutes;
	struct stanzas *incidents;
};

static int read_list(struct stanzas **stanzas, const char *file, struct trouble *trouble)
{
	char *path = data_path(file);
	int error = path ? stanzas_read(stanzas, path, trouble) : trouble_memory(trouble);

	free(path);
	return error;
}

int catalogue_open(struct catalogue **catalogue, struct trouble *trouble)
{
	int error;

	*catalogue = calloc(1, sizeof(**catalogue));
	if (!*catalogue)
		return trouble_memory(trouble);
	error = read_list(&(*catalogue)->substitutes, "compat/lists/substitutes.list",
			  trouble);
	if (!error)
		error = read_list(&(*catalogue)->incidents, "compat/lists/incidents.list",
				  trouble);
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

static bool find_in(const struct stanzas *stanzas, const char *symbol, size_t *place)
{
	size_t i;

	for (i = 0; i < stanzas_count(stanzas); i++) {
		const char *name = stanza_get(stanzas, i, "Symbol");

		if (name && !strcmp(name, symbol)) {
			*place = i;
			return true;
		}
	}
	return false;
}

struct remedy catalogue_find(const struct catalogue *catalogue, const char *symbol)
{
	struct remedy remedy = { REMEDY_NONE };
	size_t i;

	if (find_in(catalogue->substitutes, symbol, &i)) {
		remedy.kind = REMEDY_SUBSTITUTE;
		remedy.commit = stanza_get(catalogue->substitutes, i, "Commit");
		remedy.source = stanza_get(catalogue->substitutes, i, "Ground");
	} else if (find_in(catalogue->incidents, symbol, &i)) {
		remedy.kind = outcome(stanza_get(catalogue->incidents, i, "Outcome"));
		remedy.release = stanza_get(catalogue->incidents, i, "Release");
		remedy.commit = stanza_get(catalogue->incidents, i, "Commit");
		remedy.source = stanza_get(catalogue->incidents, i, "Source");
		remedy.through = stanza_get(catalogue->incidents, i, "Through");
		remedy.note = stanza_get(catalogue->incidents, i, "Note");
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

char *remedy_sentence(const struct remedy *remedy)
{
	const char *note = remedy->note ?: "", *gap = remedy->note ? "; " : "";
	char *sentence = NULL;
	int length = 0;

	switch (remedy->kind) {
	case REMEDY_SUBSTITUTE:
		length = asprintf(&sentence, "kshim has a substitute (upstream: %s, %s)",
				  remedy->source ?: "undone",
				  remedy->commit ?: "no commit known");
		break;
	case REMEDY_UNDONE:
		length = asprintf(&sentence, "upstream undid it in %s (%s)%s%s",
				  remedy->release ?: "a later release",
				  remedy->commit	 ?:
					  remedy->source ?:
							   "no commit known",
				  gap, note);
		break;
	case REMEDY_DELIBERATE:
		length = asprintf(&sentence, "none: upstream means it (%s)%s%s",
				  remedy->source ?: "-", gap, note);
		break;
	case REMEDY_OPEN:
		length = asprintf(&sentence, "none: upstream left it so (%s)%s%s",
				  remedy->source ?: "-", gap, note);
		break;
	case REMEDY_NONE:
		sentence = strdup("none is known");
		break;
	}
	return length < 0 ? NULL : sentence;
}
