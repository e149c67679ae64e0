/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <json-c/json.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/file.h"
#include "shared/json.h"

/* Raised when a key's meaning changes or a key goes; new keys don't raise it. */
#define SCHEMA 1

static bool incomplete;

struct json_object *json_document(void)
{
	struct json_object *document = json_object_new_object();

	json_put_number(document, "schema", SCHEMA);
	json_put_string(document, "version", KSHIM_VERSION);
	return document;
}

static void put(struct json_object *object, const char *key, struct json_object *value)
{
	if (!object || json_object_object_add(object, key, value)) {
		json_object_put(value);
		incomplete = true;
	}
}

/* The length of the UTF-8 character at @text, 0 if it is none. */
static size_t character(const char *text)
{
	unsigned char first = *text;
	size_t length = first < 0x80		      ? 1 :
			first >= 0xc2 && first < 0xe0 ? 2 :
			first >= 0xe0 && first < 0xf0 ? 3 :
			first >= 0xf0 && first < 0xf5 ? 4 :
							0;
	size_t i;

	for (i = 1; i < length; i++)
		if ((text[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

static struct json_object *new_string(const char *text)
{
	char *clean = malloc(3 * strlen(text) + 1), *to = clean;
	struct json_object *string;

	if (!clean)
		return NULL;
	while (*text) {
		size_t length = character(text);

		if (length) {
			to = mempcpy(to, text, length);
			text += length;
		} else {
			to = mempcpy(to, "\xef\xbf\xbd", 3);
			text++;
		}
	}
	*to = '\0';
	string = json_object_new_string(clean);
	free(clean);
	return string;
}

void json_put_string(struct json_object *object, const char *key, const char *value)
{
	struct json_object *string = value ? new_string(value) : NULL;

	if (value && !string)
		incomplete = true;
	put(object, key, string);
}

void json_put_number(struct json_object *object, const char *key, int64_t value)
{
	struct json_object *number = json_object_new_int64(value);

	if (!number)
		incomplete = true;
	put(object, key, number);
}

struct json_object *json_member(struct json_object *object, const char *key)
{
	struct json_object *value = NULL;

	if (object && json_object_is_type(object, json_type_object))
		json_object_object_get_ex(object, key, &value);
	return value;
}

const char *json_text(struct json_object *object, const char *key)
{
	struct json_object *value = json_member(object, key);

	return value ? json_object_get_string(value) : "";
}

int json_print(struct json_object *document, struct failure *failure)
{
	const char *text = NULL;

	if (!incomplete)
		text = json_object_to_json_string_ext(
			document,
			JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE);
	if (text)
		puts(text);
	json_object_put(document);
	return text ? 0 : failure_memory(failure);
}

int json_read(struct json_object **document, const char *path, struct failure *failure)
{
	enum json_tokener_error error;
	char *text;
	size_t length;
	int failed = file_read(path, &text, &length, failure);

	if (failed)
		return failed;
	*document = json_tokener_parse_verbose(text, &error);
	free(text);
	if (*document)
		return 0;
	return failure_set(failure, -EINVAL, json_tokener_error_desc(error),
			   "Make it anew: run configure, or reinstall kshim-dkms.",
			   "%s is not JSON.", path);
}
