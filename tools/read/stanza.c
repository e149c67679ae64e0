/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/stanza.h"
#include "shared/file.h"

struct stanzas {
	struct json_object *list; /* an array of objects */
};

static int no_memory(struct failure *failure, int failed)
{
	return failed ? failure_memory(failure) : 0;
}

/* A line that begins with a blank belongs to the value of @key. */
static int add_line(struct json_object *stanza, char **key, char *line, const char *path,
		    struct failure *failure)
{
	struct json_object *before;
	char *value = strchr(line, ':'), *joined;
	int error;

	if (*line == ' ' && *key && json_object_object_get_ex(stanza, *key, &before)) {
		if (asprintf(&joined, "%s%s", json_object_get_string(before), line) < 0)
			return failure_memory(failure);
		error = json_object_object_add(stanza, *key,
					       json_object_new_string(joined));
		free(joined);
		return no_memory(failure, error);
	}
	if (!value || value == line)
		return failure_set(failure, -EINVAL, line, "Install kshim anew.",
				   "%s has a line that is not 'Key: value'.", path);
	*value++ = '\0';
	value += strspn(value, " ");
	*key = line;
	return no_memory(failure, json_object_object_add(stanza, line,
							 json_object_new_string(value)));
}

static int parse(struct stanzas *stanzas, char *text, const char *path,
		 struct failure *failure)
{
	struct json_object *stanza = NULL;
	char *line, *key = NULL;
	int error = 0;

	while (!error && (line = strsep(&text, "\n"))) {
		if (*line == '#')
			continue;
		if (!*line) {
			stanza = NULL;
			continue;
		}
		if (!stanza) {
			stanza = json_object_new_object();
			key = NULL;
			if (!stanza || json_object_array_add(stanzas->list, stanza))
				return failure_memory(failure);
		}
		error = add_line(stanza, &key, line, path, failure);
	}
	return error;
}

int stanzas_read(struct stanzas **stanzas, const char *path, struct failure *failure)
{
	char *text;
	size_t length;
	int error = file_read(path, &text, &length, failure);

	if (error)
		return error;
	*stanzas = calloc(1, sizeof(**stanzas));
	if (*stanzas)
		(*stanzas)->list = json_object_new_array();
	if (!*stanzas || !(*stanzas)->list)
		error = failure_memory(failure);
	else
		error = parse(*stanzas, text, path, failure);
	free(text);
	if (error) {
		stanzas_free(*stanzas);
		*stanzas = NULL;
	}
	return error;
}

void stanzas_free(struct stanzas *stanzas)
{
	if (!stanzas)
		return;
	json_object_put(stanzas->list);
	free(stanzas);
}

size_t stanzas_count(const struct stanzas *stanzas)
{
	return json_object_array_length(stanzas->list);
}

const char *stanza_get(const struct stanzas *stanzas, size_t i, const char *key)
{
	struct json_object *value;

	if (!json_object_object_get_ex(json_object_array_get_idx(stanzas->list, i), key,
				       &value))
		return NULL;
	return json_object_get_string(value);
}
