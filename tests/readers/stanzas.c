/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * stanzas FILE KEY...: the stanzas of FILE as tools/read/stanza.c reads them, lines "N KEY=VALUE".
 */
#include <stdio.h>

#include "read/stanza.h"

int main(int argc, char **argv)
{
	struct failure failure = { 0 };
	struct stanzas *stanzas;
	size_t i;
	int k;

	if (stanzas_read(&stanzas, argv[1], &failure)) {
		failure_free(&failure);
		puts("refused");
		return 0;
	}
	if (!stanzas_count(stanzas))
		puts("none");
	for (i = 0; i < stanzas_count(stanzas); i++)
		for (k = 2; k < argc; k++) {
			const char *value = stanza_get(stanzas, i, argv[k]);

			if (value)
				printf("%zu %s=%s\n", i + 1, argv[k], value);
		}
	stanzas_free(stanzas);
	return 0;
}
