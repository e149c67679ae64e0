/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <json-c/linkhash.h>
#include <stdlib.h>
#include <string.h>

#include "read/exports.h"
#include "shared/array.h"

/*
 * Each export has symbols of its own, and where they lie says what kind it is. NAME stands for
 * the symbol that is exported:
 *
 *	__ksymtab_NAME		in __ksymtab or __ksymtab_gpl and their kin; in an object that
 *				isn't linked yet, in ___ksymtab+NAME or ___ksymtab_gpl+NAME
 *	__flags_NAME		a byte that says GPL-only, from 7.2 on, where __ksymtab is for all
 *	__kstrtabns_NAME	the namespace, since 5.4
 *	__crc_NAME		the CRC: a word, or up to 5.18 the symbol's own value
 *	__export_symbol_NAME	licence and namespace, in objects since 6.5 (ddb5cdbafaaa "kbuild:
 *				generate KSYMTAB entries by modpost"); modpost makes the others of it
 */
struct list {
	struct export *exports;
	size_t count;
	struct lh_table *by_name; /* holds 1 + the place in exports */
};

/* KSYM_FLAG_GPL_ONLY of include/linux/module_symbol.h */
#define FLAG_GPL_ONLY 1

/* The name behind @prefix of a symbol that is defined, or NULL. */
static const char *behind(const struct object *object, const struct symbol *symbol,
			  const char *prefix)
{
	size_t length = strlen(prefix);

	if (symbol->section == SHN_UNDEF || strncmp(symbol->name, prefix, length) ||
	    !symbol->name[length])
		return NULL;
	return symbol->name + length;
}

static bool ends(const char *string, size_t length, const char *suffix)
{
	size_t of_suffix = strlen(suffix);

	return length >= of_suffix &&
	       !strncmp(string + length - of_suffix, suffix, of_suffix);
}

/* From the section's name: an export that is to be GPL-only in future is not yet. */
static enum export_type type_of_section(const struct object *object, uint32_t section)
{
	const char *name =
		section < object->section_count ? object->sections[section].name : "";

	return ends(name, strcspn(name, "+"), "_gpl") ? EXPORT_GPL : EXPORT_PLAIN;
}

static int add(struct list *list, const char *name, enum export_type type,
	       const char *namespace)
{
	struct export *export;

	if (lh_table_lookup_ex(list->by_name, name, NULL))
		return 0;
	export = ARRAY_MORE(list->exports, list->count);
	if (!export)
		return -ENOMEM;
	*export = (struct export){ .symbol = name, .namespace = namespace, .type = type };
	return lh_table_insert(list->by_name, name, (void *)list->count);
}

static int find(struct list *list, const struct object *object,
		const struct symbol *symbol)
{
	const char *name = behind(object, symbol, "__ksymtab_"), *licence, *namespace;

	if (name)
		return add(list, name, type_of_section(object, symbol->section), "");
	name = behind(object, symbol, "__export_symbol_");
	licence = name ? object_string(object, symbol->section, symbol->value) : NULL;
	if (!licence)
		return 0;
	namespace = object_string(object, symbol->section,
				  symbol->value + strlen(licence) + 1);
	return add(list, name, strcmp(licence, "GPL") ? EXPORT_PLAIN : EXPORT_GPL,
		   namespace ?: "");
}

static struct export *listed(struct list *list, const char *name)
{
	void *place;

	if (!name || !lh_table_lookup_ex(list->by_name, name, &place))
		return NULL;
	return &list->exports[(size_t)place - 1];
}

static void complete(struct list *list, const struct object *object,
		     const struct symbol *symbol)
{
	struct export *export;
	const char *namespace;
	unsigned char flags;

	export = listed(list, behind(object, symbol, "__flags_"));
	if (export && object_bytes(object, symbol->section, symbol->value, &flags, 1))
		export->type = flags & FLAG_GPL_ONLY ? EXPORT_GPL : EXPORT_PLAIN;
	export = listed(list, behind(object, symbol, "__kstrtabns_"));
	if (export) {
		namespace = object_string(object, symbol->section, symbol->value);
		export->namespace = namespace ?: export->namespace;
	}
	export = listed(list, behind(object, symbol, "__crc_"));
	if (export && symbol->section == SHN_ABS)
		export->crc = symbol->value;
	else if (export)
		object_word(object, symbol->section, symbol->value, &export->crc);
}

/* As Module.symvers names it: the path without .ko, or .o. */
static char *provider_of(const struct object *object)
{
	const char *slash = strrchr(object->path, '/');
	const char *base = slash ? slash + 1 : object->path;

	return strndup(object->path, base - object->path + strcspn(base, "."));
}

int exports_add(struct symvers *symvers, const struct object *object, bool wins,
		struct failure *failure)
{
	struct list list = { .by_name = lh_kchar_table_new(256, NULL) };
	char *provider = provider_of(object);
	int error = list.by_name && provider ? 0 : -ENOMEM;
	size_t i;

	for (i = 0; !error && i < object->symbol_count; i++)
		error = find(&list, object, &object->symbols[i]);
	for (i = 0; !error && list.count && i < object->symbol_count; i++)
		complete(&list, object, &object->symbols[i]);
	for (i = 0; !error && i < list.count; i++) {
		list.exports[i].provider = provider;
		list.exports[i].source = object->path;
		list.exports[i].is_of_file = true;
		error = symvers_put(symvers, &list.exports[i], wins);
	}
	if (list.by_name)
		lh_table_free(list.by_name);
	free(list.exports);
	free(provider);
	return error ? failure_memory(failure) : 0;
}
