/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A subcommand's options as a table: by it they are stored, and the help is printed.
 */
#ifndef KSHIM_OPTIONS_H
#define KSHIM_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "shared/failure.h"

/* The arguments of an option that may be repeated; items is to be freed. */
struct option_list {
	const char **items;
	size_t count;
};

/* An option. Where it is stored, which one of the pointers says, is its kind. */
struct option_entry {
	char letter;
	const char *name;
	const char *argument; /* what the help calls it; NULL for a flag */
	const char *help;
	bool *flag;
	const char **text;
	struct option_list *list;
	int *number; /* from 1 on */
};

/* The beginnings of options that mean the same wherever they are. */
#define OPTION_KERNEL                                                                 \
	'k', "kernel", "RELEASE|DIR",                                                 \
		"target kernel (default: the running one, else the newest here that " \
		"has headers)"
#define OPTION_ONLY \
	'o', "only", "PATTERN", "of the headers alone that match: 'linux/rcu*.h'"
#define OPTION_JOBS 'J', "jobs", "N", "compilers at a time (default: 2)"
#define OPTION_JSON 'j', "json", NULL, "one JSON document"

struct usage {
	const char *arguments; /* as the help's first line names them, or NULL */
	const char *about;     /* what the subcommand does */
	const char *status;    /* what its exit statuses mean */
	int least, most;       /* arguments */
	const char *wrong;     /* what to say when there are fewer or more */
};

/*
 * Store the options of the subcommand @argv[0] by @table, which ends with { 0 }; its arguments
 * begin at @argv[optind] then. 0; 1 when the help was asked for, and printed; or -errno.
 */
int options_parse(const struct usage *usage, const struct option_entry *table, int argc,
		  char **argv, struct failure *failure);

/* Bad usage of the subcommand @name: sets @failure, returns -EINVAL. */
int options_wrong(struct failure *failure, const char *name, const char *what, ...)
	__attribute__((format(printf, 3, 4)));

#endif /* KSHIM_OPTIONS_H */
