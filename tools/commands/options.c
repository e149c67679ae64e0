/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/options.h"
#include "shared/array.h"

#define MOST 16	  /* options, --help and the end among them */
#define COLUMN 29 /* where their help begins */
#define WIDTH 79

int options_wrong(struct failure *failure, const char *name, const char *what, ...)
{
	char next[64], text[256];
	va_list arguments;

	va_start(arguments, what);
	vsnprintf(text, sizeof(text), what, arguments);
	va_end(arguments);
	snprintf(next, sizeof(next), "See kshim %s --help.", name);
	return failure_set(failure, -EINVAL, NULL, next, "%s", text);
}

/* Lines of words, each beginning at @column, where the cursor stands. */
static void print_words(const char *text, int column)
{
	int at = column;

	while (*text) {
		int length = strcspn(text, " ");

		if (at > column && at + 1 + length > WIDTH) {
			printf("\n%*s", column, "");
			at = column;
		}
		at += printf("%s%.*s", at > column ? " " : "", length, text);
		text += length + (text[length] == ' ');
	}
	putchar('\n');
}

static void print_help(const struct usage *usage, const struct option_entry *table,
		       const char *name)
{
	printf("Usage: kshim %s [OPTION]...%s%s\n\n", name, usage->arguments ? " " : "",
	       usage->arguments ?: "");
	print_words(usage->about, 0);
	putchar('\n');
	for (; table->name; table++) {
		int width = printf("  -%c, --%s %s", table->letter, table->name,
				   table->argument ?: "");

		printf("%*s", COLUMN - width, "");
		print_words(table->help, COLUMN);
	}
	printf("\nExit status: %s\n", usage->status);
}

static int store(const struct option_entry *entry, const char *name,
		 struct failure *failure)
{
	const char **item;
	char *end;
	long number;

	if (entry->flag)
		*entry->flag = true;
	if (entry->text)
		*entry->text = optarg;
	if (entry->list) {
		item = ARRAY_MORE(entry->list->items, entry->list->count);
		if (!item)
			return failure_memory(failure);
		*item = optarg;
	}
	if (entry->number) {
		number = strtol(optarg, &end, 10);
		if (*end || number < 1 || number > INT_MAX)
			return options_wrong(failure, name,
					     "--%s takes a number from 1 on.",
					     entry->name);
		*entry->number = number;
	}
	return 0;
}

/* What getopt_long() stopped at. */
static int refuse(int option, char **argv, struct failure *failure)
{
	const char letter[] = { '-', optopt, '\0' }, *word = argv[optind - 1];

	if (strncmp(word, "--", 2))
		word = letter;
	return options_wrong(failure, argv[0],
			     option == ':' ? "The option %s needs an argument." :
					     "It has no option %s.",
			     word);
}

int options_parse(const struct usage *usage, const struct option_entry *table, int argc,
		  char **argv, struct failure *failure)
{
	struct option names[MOST] = { 0 };
	char letters[2 * MOST] = ":h", *letter = letters + 2;
	int option, count, error = 0;

	for (count = 0; table[count].name; count++) {
		const struct option_entry *entry = &table[count];

		names[count] = (struct option){ entry->name, !!entry->argument, NULL,
						entry->letter };
		*letter++ = entry->letter;
		if (entry->argument)
			*letter++ = ':';
	}
	names[count] = (struct option){ "help", no_argument, NULL, 'h' };
	opterr = 0;
	while (!error && (option = getopt_long(argc, argv, letters, names, NULL)) >= 0) {
		const struct option_entry *entry = table;

		while (entry->name && entry->letter != option)
			entry++;
		if (entry->name) {
			error = store(entry, argv[0], failure);
		} else if (option == 'h') {
			print_help(usage, table, argv[0]);
			return 1;
		} else {
			error = refuse(option, argv, failure);
		}
	}
	if (!error && (argc - optind < usage->least || argc - optind > usage->most))
		error = options_wrong(failure, argv[0], "%s", usage->wrong);
	return error;
}
