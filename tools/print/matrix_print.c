/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print/matrix.h"
#include "print/table.h"
#include "shared/file.h"
#include "shared/helper.h"
#include "shared/json.h"
#include "shared/terminal.h"

/* Where the page takes its data in. */
#define PLACE "@DATA@"

/* The APIs of all kernels, as keys. */
static struct json_object *all_apis(const struct matrix *matrix)
{
	struct json_object *all = json_object_new_object();
	size_t i;

	for (i = 0; i < matrix->count; i++) {
		struct json_object *apis =
			json_member(matrix->kernels[i].document, "apis");

		if (!apis)
			continue;
		json_object_object_foreach(apis, name,
					   value) if (value && !json_member(all, name))
			json_object_object_add(all, name, json_object_new_boolean(1));
	}
	return all;
}

static struct json_object *api_of(const struct matrix_kernel *kernel, const char *name)
{
	return json_member(json_member(kernel->document, "apis"), name);
}

bool matrix_has_findings(const struct matrix *matrix)
{
	size_t i;

	for (i = 0; i < matrix->count; i++) {
		struct json_object *refused =
			json_member(matrix->kernels[i].document, "refused");

		if (json_object_is_type(refused, json_type_array) &&
		    json_object_array_length(refused))
			return true;
	}
	return false;
}

static void add_cell(struct table *table, const struct matrix_kernel *kernel,
		     const char *name)
{
	struct json_object *api = api_of(kernel, name);
	const char *verdict = api ? json_text(api, "verdict") : "unknown";
	const char *route = json_text(api, "route");
	char *text;

	if (!*route || !strcmp(verdict, "absent"))
		route = "";
	if (asprintf(&text, "%s%s%s", verdict, *route ? " " : "", route) < 0)
		text = NULL;
	table_cell(table, text ?: "?",
		   !strcmp(verdict, "plain") ? SHADE_GOOD :
		   api			     ? SHADE_BAD :
					       SHADE_NONE);
	free(text);
}

void matrix_text(const struct matrix *matrix)
{
	struct json_object *all = all_apis(matrix);
	struct table *table = table_new();
	size_t i;

	for (i = 0; i < matrix->count; i++)
		table_head(table, matrix->kernels[i].release);
	json_object_object_foreach(all, name, value)
	{
		if (!value)
			continue;
		table_row(table, name);
		for (i = 0; i < matrix->count; i++)
			add_cell(table, &matrix->kernels[i], name);
	}
	table_print(table);
	table_free(table);
	json_object_put(all);
}

struct json_object *matrix_json(const struct matrix *matrix)
{
	struct json_object *document = json_document(), *list = json_object_new_array();
	size_t i;

	for (i = 0; i < matrix->count; i++) {
		struct json_object *kernel = json_object_new_object();
		struct json_object *from = matrix->kernels[i].document;

		json_put_string(kernel, "release", matrix->kernels[i].release);
		json_object_object_add(kernel, "asked", json_object_new_boolean(!!from));
		json_object_object_add(kernel, "refused",
				       json_object_get(json_member(from, "refused")));
		json_object_object_add(kernel, "kernel",
				       json_object_get(json_member(from, "kernel")));
		json_object_object_add(kernel, "license",
				       json_object_get(json_member(from, "license")));
		json_object_object_add(kernel, "apis",
				       json_object_get(json_member(from, "apis")));
		json_object_object_add(kernel, "substitutes",
				       json_object_get(json_member(from, "substitutes")));
		json_object_array_add(list, kernel);
	}
	json_object_object_add(document, "kernels", list);
	return document;
}

/* JSON inside of <script>: no '<' may stand in there. */
static void write_data(FILE *out, const char *json)
{
	for (; *json; json++)
		if (*json == '<')
			fputs("\\u003c", out);
		else
			putc(*json, out);
}

struct page {
	const char *template;
	struct json_object *document;
};

static int write_page(FILE *out, void *data)
{
	const struct page *page = data;
	const char *place = strstr(page->template, PLACE);
	const char *json =
		json_object_to_json_string_ext(page->document, JSON_C_TO_STRING_PLAIN);

	if (!place || !json)
		return -EINVAL;
	fwrite(page->template, 1, place - page->template, out);
	write_data(out, json);
	fputs(place + strlen(PLACE), out);
	return ferror(out) ? -EIO : 0;
}

int matrix_page(struct json_object *document, const char *path, struct failure *failure)
{
	char *file = data_path("tools/print/matrix.html"), *template = NULL;
	size_t length;
	int error = file ? file_read(file, &template, &length, failure) :
			   failure_memory(failure);

	if (!error) {
		struct page page = { template, document };

		error = file_replace(path, write_page, &page);
		if (error)
			failure_set(failure, error, strerror(-error),
				    "Choose another folder, or make room there.",
				    "%s can't be written.", path);
	}
	json_object_put(document);
	free(template);
	free(file);
	return error;
}

int matrix_html(const struct matrix *matrix, const char *path, struct failure *failure)
{
	return matrix_page(matrix_json(matrix), path, failure);
}
