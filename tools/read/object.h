/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A module or object file of any architecture: its sections, symbols, relocations
 * and what it says of itself in .modinfo and __versions.
 */
#ifndef KSHIM_OBJECT_H
#define KSHIM_OBJECT_H

#include <gelf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/failure.h"

struct section {
	const char *name;
	bool executable;
	bool ignored; /* debug information and unwind tables name symbols without needing them */
	bool has_symbols; /* functions or variables are defined in it */
	bool has_functions;
	bool is_constant; /* data that is never written: strings and such */
};

struct symbol {
	const char *name;
	uint64_t value;
	uint64_t size;
	uint32_t section;   /* SHN_UNDEF, or a section's number, or SHN_ABS and beyond */
	unsigned char type; /* STT_ */
	unsigned char bind; /* STB_ */
};

/* A place of the object that names a symbol. */
struct relocation {
	uint64_t offset; /* in section @place */
	int64_t addend;
	uint32_t place;
	uint32_t symbol;
	uint32_t type;
};

/* What the module was built with: the CRC of a symbol. */
struct crc {
	const char *name; /* not always with a NUL behind it */
	size_t length;
	uint32_t value;
};

struct object {
	const char *path;
	int fd;
	Elf *elf;
	GElf_Ehdr header;
	struct section *sections;
	size_t section_count;
	struct symbol *symbols;
	size_t symbol_count;
	struct relocation *relocations; /* by section, and in it by offset */
	size_t relocation_count;
	const char *modinfo; /* strings, each ends in NUL */
	size_t modinfo_length;
	struct crc *crcs; /* by name */
	size_t crc_count;
	char *name; /* module name: lru_cache of lib/lru-cache.ko.xz */
};

/* Read @path. Returns 0 and *@object for object_close(), or -errno. */
int object_open(struct object **object, const char *path, struct failure *failure);

/* The kernel's word for the architecture that it is for: "arm64"; NULL: none that is known here. */
const char *object_arch(const struct object *object);
void object_close(struct object *object);

/* The number of the section called @name, or 0. */
uint32_t object_section(const struct object *object, const char *name);

/* What section @section holds at @offset: a string, or NULL if none ends there. */
const char *object_string(const struct object *object, uint32_t section, uint64_t offset);

/* Bytes, or a word in the order of this machine; false if they aren't all there. */
bool object_bytes(const struct object *object, uint32_t section, uint64_t offset,
		  void *bytes, size_t length);
bool object_word(const struct object *object, uint32_t section, uint64_t offset,
		 uint32_t *word);

/* The value of @key in .modinfo behind the value @after (NULL: the first), or NULL. */
const char *object_modinfo(const struct object *object, const char *key,
			   const char *after);

/*
 * The CRC that the module was built with for @symbol. Returns 1 and *@crc, or 0 if the
 * module holds none, as before modpost or without CONFIG_MODVERSIONS.
 */
int object_crc(const struct object *object, const char *symbol, uint32_t *crc);

/*
 * Do two names of modules begin alike, for @length bytes? A module is called a-b by its file and
 * a_b by the kernel.
 */
bool is_same_module(const char *a, const char *b, size_t length);

/* Is it linked for good, as what is loaded: .ko, not .o? */
bool object_is_linked(const struct object *object);

/*
 * Is the symbol one that this object needs from another? Not those which the linker or
 * the loader brings, as modpost's ignore_undef_symbol().
 */
bool object_needs(const struct object *object, const struct symbol *symbol);

#endif /* KSHIM_OBJECT_H */
