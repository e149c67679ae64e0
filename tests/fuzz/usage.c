/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* In place of main.c, which has a main() that libFuzzer brings, too. */
#include "../../tools/command.h"

enum status command_usage(struct trouble *trouble, const char *name, const char *what)
{
	return STATUS_TROUBLE;
}
