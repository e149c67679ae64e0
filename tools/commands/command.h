/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The subcommands: one file each, one line each in the table of main.c.
 */
#ifndef KSHIM_COMMAND_H
#define KSHIM_COMMAND_H

#include <stdbool.h>

#include "shared/failure.h"

/* Exit statuses, as of grep and diff. */
enum status {
	STATUS_CLEAN = 0,
	STATUS_FINDINGS = 1,
	STATUS_TROUBLE = 2,
};

/*
 * Run a subcommand. @argv[0] is its name, so that getopt_long() works on it. On
 * STATUS_TROUBLE, @failure says what main() prints.
 */
typedef enum status command_run(int argc, char **argv, struct failure *failure);

command_run audit_run;
command_run configure_run;
command_run diff_run;
command_run explain_run;
command_run headers_run;
command_run matrix_run;
command_run kernels_run;
command_run enable_run;
command_run disable_run;

/* How a subcommand ended: with -errno, with 1 when it had only to help, or with 0 and @found. */
static inline enum status command_status(int result, bool found)
{
	if (result)
		return result > 0 ? STATUS_CLEAN : STATUS_TROUBLE;
	return found ? STATUS_FINDINGS : STATUS_CLEAN;
}

#endif /* KSHIM_COMMAND_H */
