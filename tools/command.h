/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The subcommands: one file each, one line each in the table of main.c.
 */
#ifndef KSHIM_COMMAND_H
#define KSHIM_COMMAND_H

#include "trouble.h"

/* Exit statuses, as of grep and diff. */
enum status {
	STATUS_CLEAN = 0,
	STATUS_FINDINGS = 1,
	STATUS_TROUBLE = 2,
};

/*
 * Run a subcommand. @argv[0] is its name, so that getopt_long() works on it. On
 * STATUS_TROUBLE, @trouble says what main() prints; a wrong option, about which
 * getopt_long() has printed a line, may leave it empty.
 */
typedef enum status command_run(int argc, char **argv, struct trouble *trouble);

command_run audit_run;
command_run diff_run;
command_run headers_run;
command_run matrix_run;
command_run why_run;
command_run enable_run;
command_run disable_run;

/* Bad usage of the subcommand @name: sets @trouble, returns STATUS_TROUBLE. */
enum status command_usage(struct trouble *trouble, const char *name, const char *what);

#endif /* KSHIM_COMMAND_H */
