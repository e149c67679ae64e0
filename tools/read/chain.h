/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * By way of which inline functions does a place in the code come about? Read from the
 * debug information with libdw.
 */
#ifndef KSHIM_CHAIN_H
#define KSHIM_CHAIN_H

#include "read/places.h"

/* A function, and the line in it at which the next one is called. */
struct frame {
	const char *function;
	const char *file; /* NULL when it isn't known */
	int line;
};

/* From the function that holds the code to the innermost inline. */
struct chain {
	struct frame *frames;
	size_t count;
};

struct chains;

/*
 * Open the debug information of @object, which has to live as long. *@chains is NULL and
 * *@why says so when it has none that can be read; that is no error. 0 or -errno.
 */
int chains_open(struct chains **chains, const struct object *object, const char **why,
		struct failure *failure);
void chains_close(struct chains *chains);

/*
 * The chain at a place in the code; strings live as long as @chains. Count 0 when the
 * debug information doesn't cover it. 0 or -errno; free chain->frames.
 */
int chains_at(struct chains *chains, struct place place, struct chain *chain);

/*
 * Who calls the function that holds @place, if that is an inline of a header which the compiler left
 * out of line? The chains of its callers, up to the first function that is no such inline, as
 * *@callers, an array of *@count, at most CALLERS_MOST; free each one's frames and the array. None for
 * other functions. 0 or -errno.
 */
#define CALLERS_MOST 64
int chains_callers(struct chains *chains, struct place place, struct chain **callers,
		   size_t *count);

/*
 * Call @found with the name of each function that the object has code of, be it inlined everywhere,
 * and @data; of each unit anew. A name lives as long as @chains. 0 or -errno.
 */
int chains_functions(struct chains *chains, int (*found)(const char *name, void *data),
		     void *data);

/* File and line of the variable at @place; *@file is NULL where none is known. 0 or -errno. */
int chains_variable(struct chains *chains, struct place place, const char **file,
		    int *line);

/* The address that libdw gave @place, for addr2line of elfutils and the like. */
uint64_t chains_address(const struct chains *chains, struct place place);

#endif /* KSHIM_CHAIN_H */
