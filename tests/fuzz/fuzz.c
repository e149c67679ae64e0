/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Hostile files, for libFuzzer. What the environment's KSHIM_FUZZ says they are: an "object",
 * judged by the exports of corpus/symvers/5.6, or "symvers". A reader has to refuse them or read
 * them, and to leave no memory and no descriptor behind.
 */
#include <fcntl.h>
#include <json-c/json.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "judge/reach.h"
#include "print/audit_print.h"
#include "read/exports.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static struct kernel kernel;
static struct catalogue *catalogue;
static char path[32];
static int file;
static bool objects;

static void die(const char *what)
{
	fprintf(stderr, "fuzz: *** %s\n", what);
	abort();
}

static int lowest_descriptor(void)
{
	int fd = dup(file);

	close(fd);
	return fd;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *kind = getenv("KSHIM_FUZZ"), *symvers = getenv("KSHIM_FUZZ_SYMVERS");
	struct failure failure = { 0 };

	objects = kind && !strcmp(kind, "object");
	file = memfd_create("fuzz", 0);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	if (!symvers || kernel_of_symvers(&kernel, symvers, &failure) ||
	    catalogue_open(&catalogue, &failure)) {
		failure_print(&failure);
		die("there is nothing to judge by");
	}
	if (!freopen("/dev/null", "w", stdout))
		die("/dev/null can't be written");
	return 0;
}

static void ignore(const struct symbol *symbol, void *data)
{
}

static void read_object(struct failure *failure)
{
	struct judgement judgement = { 0 };
	struct object *object;
	struct symvers *symvers = symvers_new();
	struct reach *reach;
	size_t i;

	if (!object_open(&object, path, failure))
		exports_add(symvers, object, true, failure);
	symvers_free(symvers);
	if (!object)
		return;
	if (!judge(&judgement, object, &kernel, "Proprietary", catalogue, failure)) {
		audit_text(&judgement, true);
		json_object_put(audit_json(&judgement));
	}
	judgement_free(&judgement);
	if (!reach_open(&reach, object, failure)) {
		for (i = 0; i < object->symbol_count && i < 64; i++)
			if (object->symbols[i].type == STT_FUNC)
				reach_from(reach, &object->symbols[i], ignore, NULL);
		reach_close(reach);
	}
	object_close(object);
}

static void read_symvers(struct failure *failure)
{
	struct symvers *symvers = symvers_new();

	symvers_add(symvers, path, failure);
	symvers_find(symvers, "leaf");
	symvers_free(symvers);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct failure failure = { 0 };
	int next_descriptor = lowest_descriptor();

	if (ftruncate(file, 0) || pwrite(file, bytes, length, 0) != (ssize_t)length)
		die("the memory file can't be written");
	if (objects)
		read_object(&failure);
	else
		read_symvers(&failure);
	failure_free(&failure);
	if (lowest_descriptor() != next_descriptor)
		die("a descriptor was left open");
	return 0;
}
