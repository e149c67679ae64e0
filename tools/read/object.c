/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <endian.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read/object.h"
#include "read/ppc64.h"
#include "shared/array.h"
#include "shared/file.h"

static int damaged(const struct object *object, const char *why, struct failure *failure)
{
	return failure_set(failure, -EINVAL, why, "Build or fetch it anew.",
			   "%s is not a kernel module or object file that can be read.",
			   object->path);
}

static int no_code(const struct object *object, const char *why, struct failure *failure)
{
	char text[128];

	snprintf(text, sizeof(text),
		 "It was compiled for %s: it has the compiler's own code, and the linker "
		 "is "
		 "to make machine code of it.",
		 why);
	return failure_set(failure, -EINVAL, text,
			   "Audit the linked module, or build it without -flto.",
			   "%s has no machine code.", object->path);
}

static bool starts(const char *string, const char *prefix)
{
	return !strncmp(string, prefix, strlen(prefix));
}

/* .discard sections are notes for objtool; 7.2 has one on each entry of __jump_table. */
static bool is_ignored(const char *name)
{
	return starts(name, ".debug_") || starts(name, ".eh_frame") ||
	       starts(name, ".orc_unwind") || starts(name, ".discard");
}

static int read_sections(struct object *object, size_t *symtab, struct failure *failure)
{
	size_t names, i;

	if (elf_getshdrnum(object->elf, &object->section_count) ||
	    elf_getshdrstrndx(object->elf, &names))
		return damaged(object, elf_errmsg(-1), failure);
	object->sections = calloc(object->section_count + 1, sizeof(*object->sections));
	if (!object->sections)
		return failure_memory(failure);
	for (i = 0; i < object->section_count; i++) {
		struct section *section = &object->sections[i];
		Elf_Scn *scn = elf_getscn(object->elf, i);
		GElf_Shdr header;

		if (!scn || !gelf_getshdr(scn, &header))
			return damaged(object, elf_errmsg(-1), failure);
		section->name = elf_strptr(object->elf, names, header.sh_name);
		if (!section->name)
			section->name = "";
		section->executable = header.sh_flags & SHF_EXECINSTR;
		section->is_constant =
			(header.sh_flags & (SHF_ALLOC | SHF_WRITE | SHF_EXECINSTR)) ==
			SHF_ALLOC;
		section->ignored = is_ignored(section->name);
		if (header.sh_type == SHT_SYMTAB && !*symtab)
			*symtab = i;
	}
	return 0;
}

/* Sections from SHN_LORESERVE on have their number in a table beside the symbols. */
static Elf_Data *extended_numbers(const struct object *object, size_t symtab)
{
	int index = elf_scnshndx(elf_getscn(object->elf, symtab));

	return index > 0 ? elf_getdata(elf_getscn(object->elf, index), NULL) : NULL;
}

/* gcc -flto leaves code to the linker, and says so; what it will need nobody knows by then. */
static bool has_no_code_yet(const struct object *object)
{
	size_t i;

	for (i = 0; i < object->symbol_count; i++)
		if (!strcmp(object->symbols[i].name, "__gnu_lto_slim"))
			return true;
	return false;
}

static void note_symbols(struct object *object)
{
	size_t i;

	for (i = 0; i < object->symbol_count; i++) {
		const struct symbol *symbol = &object->symbols[i];
		struct section *section;

		if (symbol->section == SHN_UNDEF ||
		    symbol->section >= object->section_count)
			continue;
		section = &object->sections[symbol->section];
		if (symbol->type == STT_FUNC || symbol->type == STT_OBJECT)
			section->has_symbols = true;
		if (symbol->type == STT_FUNC)
			section->has_functions = true;
	}
}

static int read_symbols(struct object *object, size_t symtab, struct failure *failure)
{
	Elf_Scn *scn = symtab ? elf_getscn(object->elf, symtab) : NULL;
	Elf_Data *data = elf_getdata(scn, NULL), *extended;
	GElf_Shdr header;
	size_t i;

	if (!data || !gelf_getshdr(scn, &header))
		return damaged(
			object,
			"It has no symbol table: it was stripped, or is not an object.",
			failure);
	extended = extended_numbers(object, symtab);
	object->symbol_count =
		data->d_size / gelf_fsize(object->elf, ELF_T_SYM, 1, EV_CURRENT);
	object->symbols = calloc(object->symbol_count + 1, sizeof(*object->symbols));
	if (!object->symbols)
		return failure_memory(failure);
	for (i = 0; i < object->symbol_count; i++) {
		struct symbol *symbol = &object->symbols[i];
		Elf32_Word number = 0;
		GElf_Sym from;

		if (!gelf_getsymshndx(data, extended, i, &from, &number))
			return damaged(object, elf_errmsg(-1), failure);
		symbol->name = elf_strptr(object->elf, header.sh_link, from.st_name);
		if (!symbol->name)
			return damaged(object,
				       "A symbol's name lies outside of the file.",
				       failure);
		symbol->value = from.st_value;
		symbol->size = from.st_size;
		symbol->type = GELF_ST_TYPE(from.st_info);
		symbol->bind = GELF_ST_BIND(from.st_info);
		symbol->section = from.st_shndx == SHN_XINDEX ? number : from.st_shndx;
	}
	return 0;
}

/* Without an addend in the relocation, it stands in the place that is relocated. */
static int64_t addend_in_place(const struct object *object, const Elf_Data *place,
			       uint64_t offset)
{
	uint32_t addend;

	if (!place || !place->d_buf || place->d_size < sizeof(addend) ||
	    offset > place->d_size - sizeof(addend))
		return 0;
	memcpy(&addend, (const char *)place->d_buf + offset, sizeof(addend));
	return (int32_t)(object->header.e_ident[EI_DATA] == ELFDATA2MSB ?
				 be32toh(addend) :
				 le32toh(addend));
}

/* MIPS64 little endian has the symbol in the lower half, and libelf doesn't know. */
static uint32_t symbol_of(const struct object *object, uint64_t info)
{
	if (object->header.e_machine == EM_MIPS &&
	    object->header.e_ident[EI_CLASS] == ELFCLASS64 &&
	    object->header.e_ident[EI_DATA] == ELFDATA2LSB)
		return info;
	return GELF_R_SYM(info);
}

static int read_relocations_of(struct object *object, Elf_Scn *scn,
			       const GElf_Shdr *header, struct failure *failure)
{
	Elf_Data *data = elf_getdata(scn, NULL);
	bool has_addend = header->sh_type == SHT_RELA;
	size_t size = gelf_fsize(object->elf, has_addend ? ELF_T_RELA : ELF_T_REL, 1,
				 EV_CURRENT);
	Elf_Data *place =
		has_addend ? NULL :
			     elf_getdata(elf_getscn(object->elf, header->sh_info), NULL);
	size_t i, count;

	if (!data)
		return damaged(object, elf_errmsg(-1), failure);
	count = data->d_size / size;
	for (i = 0; i < count; i++) {
		struct relocation *to = &object->relocations[object->relocation_count];
		GElf_Rela from = { 0 };
		GElf_Rel short_from;

		if (has_addend) {
			gelf_getrela(data, i, &from);
		} else if (gelf_getrel(data, i, &short_from)) {
			from.r_offset = short_from.r_offset;
			from.r_info = short_from.r_info;
			from.r_addend = addend_in_place(object, place, from.r_offset);
		}
		to->place = header->sh_info;
		to->offset = from.r_offset;
		to->symbol = symbol_of(object, from.r_info);
		to->type = GELF_R_TYPE(from.r_info);
		to->addend = from.r_addend;
		if (to->symbol >= object->symbol_count)
			return damaged(object,
				       "A relocation names a symbol that is not there.",
				       failure);
		if (to->symbol)
			object->relocation_count++;
	}
	return 0;
}

/* Does this section hold relocations that count? */
static bool relocates(const struct object *object, const GElf_Shdr *header)
{
	return (header->sh_type == SHT_RELA || header->sh_type == SHT_REL) &&
	       header->sh_info < object->section_count &&
	       !object->sections[header->sh_info].ignored;
}

static int by_place(const void *left, const void *right)
{
	const struct relocation *a = left, *b = right;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return a->offset < b->offset ? -1 : a->offset > b->offset;
}

static bool is_sorted(const struct object *object)
{
	size_t i;

	for (i = 1; i < object->relocation_count; i++)
		if (by_place(&object->relocations[i - 1], &object->relocations[i]) > 0)
			return false;
	return true;
}

static int read_relocations(struct object *object, struct failure *failure)
{
	uint64_t total = 0;
	struct stat status;
	GElf_Shdr header;
	size_t i;
	int error;

	for (i = 0; i < object->section_count; i++)
		if (gelf_getshdr(elf_getscn(object->elf, i), &header) &&
		    relocates(object, &header)) {
			/* Each has bytes of its own, at least those of an Elf32_Rel. */
			total += header.sh_size / sizeof(Elf32_Rel);
			if (fstat(object->fd, &status) ||
			    total > (uint64_t)status.st_size / sizeof(Elf32_Rel))
				return damaged(object,
					       "Its relocations lie one over the other.",
					       failure);
		}
	object->relocations = malloc((total + 1) * sizeof(*object->relocations));
	if (!object->relocations)
		return failure_memory(failure);
	for (i = 0; i < object->section_count; i++) {
		Elf_Scn *scn = elf_getscn(object->elf, i);

		if (!gelf_getshdr(scn, &header) || !relocates(object, &header))
			continue;
		error = read_relocations_of(object, scn, &header, failure);
		if (error)
			return error;
	}
	if (!is_sorted(object))
		qsort(object->relocations, object->relocation_count,
		      sizeof(*object->relocations), by_place);
	return 0;
}

uint32_t object_section(const struct object *object, const char *name)
{
	size_t i;

	for (i = 1; i < object->section_count; i++)
		if (!strcmp(object->sections[i].name, name))
			return i;
	return 0;
}

static Elf_Data *section_data(const struct object *object, const char *name)
{
	uint32_t section = object_section(object, name);

	return section ? elf_getdata(elf_getscn(object->elf, section), NULL) : NULL;
}

static int read_modinfo(struct object *object, struct failure *failure)
{
	Elf_Data *data = section_data(object, ".modinfo");
	const char *bytes = data ? data->d_buf : NULL;

	if (!bytes || !data->d_size)
		return 0;
	if (bytes[data->d_size - 1])
		return damaged(object, "Its .modinfo doesn't end.", failure);
	object->modinfo = bytes;
	object->modinfo_length = data->d_size;
	return 0;
}

/* 32-bit words of the file in this machine's order. */
static uint32_t word_at(const struct object *object, const void *at)
{
	uint32_t word;

	memcpy(&word, at, sizeof(word));
	if ((object->header.e_ident[EI_DATA] == ELFDATA2MSB) !=
	    (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__))
		word = __builtin_bswap32(word);
	return word;
}

/*
 * __versions is an array of struct modversion_info: an unsigned long and a name, 64 bytes
 * together on every architecture.
 */
static int read_classic_crcs(struct object *object)
{
	Elf_Data *data = section_data(object, "__versions");
	size_t wide = object->header.e_ident[EI_CLASS] == ELFCLASS64 ? 8 : 4;
	bool big = object->header.e_ident[EI_DATA] == ELFDATA2MSB;
	const char *entry;
	struct crc *crc;

	if (!data || !data->d_buf)
		return 0;
	for (entry = data->d_buf; entry + 64 <= (const char *)data->d_buf + data->d_size;
	     entry += 64) {
		crc = ARRAY_MORE(object->crcs, object->crc_count);
		if (!crc)
			return -ENOMEM;
		*crc = (struct crc){ entry + wide, strnlen(entry + wide, 64 - wide),
				     word_at(object, entry + (big ? wide - 4 : 0)) };
	}
	return 0;
}

/*
 * Linux 6.14 "modules: Support extended MODVERSIONS info" (54ac1ac8edeb): words in one
 * section, names in another, in the same order.
 */
static int read_extended_crcs(struct object *object)
{
	Elf_Data *crcs = section_data(object, "__version_ext_crcs");
	Elf_Data *names = section_data(object, "__version_ext_names");
	const char *name, *end;
	struct crc *crc;
	size_t i;

	if (!crcs || !names || !crcs->d_buf || !names->d_buf || !names->d_size)
		return 0;
	name = names->d_buf;
	end = name + names->d_size;
	if (end[-1])
		return 0;
	for (i = 0; name < end && 4 * i + 4 <= crcs->d_size;
	     i++, name += strlen(name) + 1) {
		crc = ARRAY_MORE(object->crcs, object->crc_count);
		if (!crc)
			return -ENOMEM;
		*crc = (struct crc){ name, strlen(name),
				     word_at(object, (const char *)crcs->d_buf + 4 * i) };
	}
	return 0;
}

static int by_name(const void *left, const void *right)
{
	const struct crc *a = left, *b = right;
	int order =
		memcmp(a->name, b->name, a->length < b->length ? a->length : b->length);

	return order ?: (a->length > b->length) - (a->length < b->length);
}

static int read_crcs(struct object *object)
{
	int error = read_classic_crcs(object) ?: read_extended_crcs(object);

	if (object->crc_count)
		qsort(object->crcs, object->crc_count, sizeof(*object->crcs), by_name);
	return error;
}

/* The name under which the kernel knows the module of this file. */
static char *module_name(const char *path)
{
	const char *base = strrchr(path, '/');
	char *name = strdup(base ? base + 1 : path);
	char *c;

	if (!name)
		return NULL;
	name[strcspn(name, ".")] = '\0';
	for (c = name; *c; c++)
		if (*c == '-')
			*c = '_';
	return name;
}

bool is_same_module(const char *a, const char *b, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (!a[i] || !b[i] ||
		    (a[i] != b[i] && !(strchr("-_", a[i]) && strchr("-_", b[i]))))
			return false;
	return true;
}

static int read_elf(struct object *object, struct failure *failure)
{
	size_t symtab = 0;
	char magic[4];
	int error;

	if (pread(object->fd, magic, sizeof(magic), 0) == sizeof(magic) &&
	    !memcmp(magic, "BC\xc0\xde", sizeof(magic)))
		return no_code(object, "clang's -flto", failure);
	object->elf = elf_begin(object->fd, ELF_C_READ_MMAP, NULL);
	if (!object->elf || elf_kind(object->elf) != ELF_K_ELF ||
	    !gelf_getehdr(object->elf, &object->header))
		return damaged(object, "It is not an ELF file.", failure);
	if (object->header.e_type != ET_REL)
		return damaged(object, "It is an ELF file, but no relocatable one.",
			       failure);
	error = read_sections(object, &symtab, failure);
	if (!error)
		error = read_symbols(object, symtab, failure);
	if (!error && has_no_code_yet(object))
		error = no_code(object, "gcc's -flto", failure);
	if (!error)
		error = read_relocations(object, failure);
	if (!error && ppc64_resolve(object))
		error = failure_memory(failure);
	if (!error)
		error = read_modinfo(object, failure);
	if (!error && read_crcs(object))
		error = failure_memory(failure);
	if (!error)
		note_symbols(object);
	return error;
}

int object_open(struct object **object, const char *path, struct failure *failure)
{
	int error;

	elf_version(EV_CURRENT);
	*object = calloc(1, sizeof(**object));
	if (!*object)
		return failure_memory(failure);
	(*object)->path = path;
	(*object)->name = module_name(path);
	(*object)->fd = file_open(path, failure);
	if ((*object)->fd < 0)
		error = (*object)->fd;
	else if (!(*object)->name)
		error = failure_memory(failure);
	else
		error = read_elf(*object, failure);
	if (error) {
		object_close(*object);
		*object = NULL;
	}
	return error;
}

const char *object_arch(const struct object *object)
{
	static const struct {
		unsigned int machine;
		const char *arch;
	} machines[] = {
		{ EM_386, "x86" },	 { EM_X86_64, "x86" },	  { EM_ARM, "arm" },
		{ EM_AARCH64, "arm64" }, { EM_PPC, "powerpc" },	  { EM_PPC64, "powerpc" },
		{ EM_S390, "s390" },	 { EM_RISCV, "riscv" },	  { EM_MIPS, "mips" },
		{ EM_SPARCV9, "sparc" }, { EM_PARISC, "parisc" },
	};
	size_t i;

	for (i = 0; i < sizeof(machines) / sizeof(*machines); i++)
		if (machines[i].machine == object->header.e_machine)
			return machines[i].arch;
	return NULL;
}

void object_close(struct object *object)
{
	if (!object)
		return;
	elf_end(object->elf);
	if (object->fd >= 0)
		close(object->fd);
	free(object->sections);
	free(object->symbols);
	free(object->relocations);
	free(object->crcs);
	free(object->name);
	free(object);
}

static Elf_Data *data_at(const struct object *object, uint32_t section, uint64_t offset)
{
	Elf_Data *data;

	if (!section || section >= object->section_count)
		return NULL;
	data = elf_getdata(elf_getscn(object->elf, section), NULL);
	return data && data->d_buf && offset < data->d_size ? data : NULL;
}

const char *object_string(const struct object *object, uint32_t section, uint64_t offset)
{
	Elf_Data *data = data_at(object, section, offset);
	const char *string = data ? (const char *)data->d_buf + offset : NULL;

	return string && memchr(string, '\0', data->d_size - offset) ? string : NULL;
}

bool object_bytes(const struct object *object, uint32_t section, uint64_t offset,
		  void *bytes, size_t length)
{
	Elf_Data *data = data_at(object, section, offset);

	if (!data || length > data->d_size - offset)
		return false;
	memcpy(bytes, (const char *)data->d_buf + offset, length);
	return true;
}

bool object_word(const struct object *object, uint32_t section, uint64_t offset,
		 uint32_t *word)
{
	if (!object_bytes(object, section, offset, word, sizeof(*word)))
		return false;
	*word = word_at(object, word);
	return true;
}

const char *object_modinfo(const struct object *object, const char *key,
			   const char *after)
{
	size_t length = strlen(key);
	const char *entry, *end;

	if (!object->modinfo)
		return NULL;
	entry = after ? after + strlen(after) + 1 : object->modinfo;
	end = object->modinfo + object->modinfo_length;
	for (; entry < end; entry += strlen(entry) + 1)
		if (!strncmp(entry, key, length) && entry[length] == '=')
			return entry + length + 1;
	return NULL;
}

bool object_is_linked(const struct object *object)
{
	return section_data(object, ".gnu.linkonce.this_module");
}

int object_crc(const struct object *object, const char *symbol, uint32_t *crc)
{
	struct crc key = { symbol, strlen(symbol), 0 };
	const struct crc *found = NULL;

	if (object->crc_count)
		found = bsearch(&key, object->crcs, object->crc_count, sizeof(key),
				by_name);
	if (found)
		*crc = found->value;
	return found != NULL;
}

bool object_needs(const struct object *object, const struct symbol *symbol)
{
	const char *name = symbol->name;

	if (symbol->section != SHN_UNDEF ||
	    (symbol->bind != STB_GLOBAL && symbol->bind != STB_WEAK))
		return false;
	/* STT_SPARC_REGISTER */
	if ((object->header.e_machine == EM_SPARC ||
	     object->header.e_machine == EM_SPARCV9) &&
	    symbol->type == STT_LOPROC)
		return false;
	if (!*name || !strcmp(name, "__this_module") ||
	    !strcmp(name, "_GLOBAL_OFFSET_TABLE_"))
		return false;
	switch (object->header.e_machine) {
	case EM_PPC:
		return !starts(name, "_restgpr_") && !starts(name, "_savegpr_") &&
		       !starts(name, "_rest32gpr_") && !starts(name, "_save32gpr_") &&
		       !starts(name, "_restvr_") && !starts(name, "_savevr_");
	case EM_PPC64:
		return !starts(name, "_restgpr0_") && !starts(name, "_savegpr0_") &&
		       !starts(name, "_restgpr1_") && !starts(name, "_savegpr1_") &&
		       !starts(name, "_restvr_") && !starts(name, "_savevr_") &&
		       strcmp(name, ".TOC.");
	case EM_S390:
		return !starts(name, "__s390_indirect_jump_r");
	default:
		return true;
	}
}
