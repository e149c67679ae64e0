/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * JSON documents, by json-c. Its makers of objects return NULL without memory, and what is
 * put into NULL is lost; json_print() sees to it that no document comes out with holes.
 */
#ifndef KSHIM_JSON_H
#define KSHIM_JSON_H

#include <stdint.h>

#include "shared/failure.h"

struct json_object;

/* A document begins with the schema's number and this program's version. */
struct json_object *json_document(void);

/* Put @value under @key; NULL becomes null, bytes that are no UTF-8 become U+FFFD. */
void json_put_string(struct json_object *object, const char *key, const char *value);
void json_put_number(struct json_object *object, const char *key, int64_t value);

/* The member @key of @object, NULL when it has none or is no object; as a string, "" then. */
struct json_object *json_member(struct json_object *object, const char *key);
const char *json_text(struct json_object *object, const char *key);

/* Print @document to standard output, and free it. 0 or -ENOMEM. */
int json_print(struct json_object *document, struct failure *failure);

/* Read a document; *@document is the caller's to json_object_put(). 0 or -errno. */
int json_read(struct json_object **document, const char *path, struct failure *failure);

#endif /* KSHIM_JSON_H */
