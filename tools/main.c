/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * kshim: which of my calls pulls a GPL-only symbol in, and what would help.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "commands/command.h"

static const struct command {
	const char *name;
	const char *arguments;
	const char *summary;
	command_run *run;
} commands[] = {
	{ "explain", "-|LOG|NAME|'LINE'|API...",
	  "an error line, a log, or an API: what it is, and what it takes", explain_run },
	{ "audit", "[MODULE.ko|OBJECT.o...]",
	  "what breaks at the next boot; or what a module can't use", audit_run },
	{ "why", "API...", "another name of explain", explain_run },
	{ "headers", "", "inlines of a kernel's headers that reach a GPL-only symbol",
	  headers_run },
	{ "diff", "KERNEL KERNEL", "what changes for modules between two kernels",
	  diff_run },
	{ "matrix", "", "all kernels of this machine, all APIs that are asked",
	  matrix_run },
	{ "kernels", "add|list|remove [NAME...]",
	  "Debian's kernels of other suites and architectures, to ask about",
	  kernels_run },
	{ "configure", "-- ./configure ARG...",
	  "run a consumer's configure without asking each kernel all anew",
	  configure_run },
	{ "enable", "CONSUMER|--list", "let DKMS build a consumer with kshim",
	  enable_run },
	{ "disable", "CONSUMER", "let DKMS build it without kshim again", disable_run },
	{ 0 },
};

static void print_help(FILE *out)
{
	const struct command *command;

	fputs("Usage: kshim SUBCOMMAND [OPTION]... [ARGUMENT]...\n"
	      "\n"
	      "Finds the GPL-only symbols that the kernel's headers pull into a module.\n"
	      "\n",
	      out);
	for (command = commands; command->name; command++)
		fprintf(out, "  %-9s %-28s %s\n", command->name, command->arguments,
			command->summary);
	fputs("\n"
	      "Every subcommand knows --help, and all but configure -j or --json for one "
	      "JSON\n"
	      "document on standard output. Exit status: 0 clean, 1 findings, 2 trouble. "
	      "Also:\n"
	      "kshim --version.\n",
	      out);
}

static enum status run(int argc, char **argv, struct failure *failure)
{
	const struct command *command;

	if (argc < 2) {
		failure_set(failure, -EINVAL, NULL, "See kshim --help.",
			    "No subcommand was named.");
		return STATUS_TROUBLE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		print_help(stdout);
		return STATUS_CLEAN;
	}
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V")) {
		puts("kshim " KSHIM_VERSION);
		return STATUS_CLEAN;
	}
	for (command = commands; command->name; command++)
		if (!strcmp(argv[1], command->name))
			return command->run(argc - 1, argv + 1, failure);
	failure_set(failure, -EINVAL, NULL, "See kshim --help.",
		    "There is no subcommand '%s'.", argv[1]);
	return STATUS_TROUBLE;
}

int main(int argc, char **argv)
{
	struct failure failure = { 0 };
	enum status status = run(argc, argv, &failure);

	/* A full disk must not look like a clean module. */
	if ((fflush(stdout) || ferror(stdout)) && status != STATUS_TROUBLE) {
		status = STATUS_TROUBLE;
		failure_set(&failure, -EIO, strerror(errno),
			    "Make room there and try again.",
			    "Standard output can't be written.");
	}
	if (failure.what)
		failure_print(&failure);
	failure_free(&failure);
	return status;
}
