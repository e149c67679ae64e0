/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * ranges <LIST: the answers of ranges.list, as tools/judge/range.c gives them.
 */
#include <stdio.h>
#include <string.h>

#include "judge/range.h"

int main(void)
{
	char line[512];

	while (fgets(line, sizeof(line), stdin)) {
		char *rest = line, *kernels = strsep(&rest, "\t"),
		     *release = strsep(&rest, "\t"), *vendor = strsep(&rest, "\t");

		if (*line != '#' && vendor && rest)
			printf("%s\t%s\t%s\t%s\n", kernels, release, vendor,
			       range_covers(kernels, release, vendor) ? "yes" : "no");
	}
	return 0;
}
