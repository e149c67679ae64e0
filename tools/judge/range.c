/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/range.h"

/* 6001 of "6.1.0-56-amd64"; -1 where there are no two numbers. */
static long version_of(const char *text)
{
	char *end;
	long major, minor;

	if (!isdigit((unsigned char)*text))
		return -1;
	major = strtol(text, &end, 10);
	if (*end != '.' || !isdigit((unsigned char)end[1]))
		return -1;
	minor = strtol(end + 1, NULL, 10);
	return major * 1000 + minor;
}

/* Is @at in the range at the beginning of @text, "4.18 - 6.14" or "5.18.y"? */
static bool holds(const char *text, size_t length, long at)
{
	const char *dash = memchr(text, '-', length);
	long first = version_of(text), last = first;

	if (dash)
		last = version_of(dash + 1 + strspn(dash + 1, " "));
	return first >= 0 && first <= at && at <= last;
}

bool range_covers(const char *kernels, const char *release, const char *vendor)
{
	const char *space = strchr(vendor, ' '), *name = "";
	size_t wanted = space ? (size_t)(space - vendor) : strlen(vendor), length = 0;
	long at = version_of(space ? space + 1 : release);

	while (at >= 0 && *kernels) {
		size_t size;

		kernels += strspn(kernels, ", ");
		if (isalpha((unsigned char)*kernels)) {
			name = kernels;
			length = strcspn(kernels, " ,");
			kernels += length + strspn(kernels + length, " ");
		}
		size = strcspn(kernels, ",");
		if (length == wanted && !strncmp(name, vendor, length) &&
		    holds(kernels, size, at))
			return true;
		kernels += size;
	}
	return false;
}

void range_vendor(const struct kernel *kernel, char vendor[static 32])
{
	unsigned int number, major = 0, minor = 0;
	char *path, line[256];
	FILE *file;

	*vendor = '\0';
	if (!kernel->build || asprintf(&path, "%s/include/generated/uapi/linux/version.h",
				       kernel->build) < 0)
		return;
	file = fopen(path, "re");
	free(path);
	while (file && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "#define RHEL_MAJOR %u", &number) == 1)
			major = number;
		if (sscanf(line, "#define RHEL_MINOR %u", &number) == 1)
			minor = number;
	}
	if (file)
		fclose(file);
	if (major)
		snprintf(vendor, 32, "RHEL %u.%u", major, minor);
}
