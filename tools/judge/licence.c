/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <stddef.h>
#include <string.h>

#include "judge/licence.h"

static const char *const compatible[] = {
	"GPL",		"GPL v2",	"GPL and additional rights",
	"Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL",
	NULL,
};

const char *const *licence_list(void)
{
	return compatible;
}

bool licence_is_gpl_compatible(const char *string)
{
	const char *const *known;

	for (known = compatible; *known; known++)
		if (!strcmp(string, *known))
			return true;
	return false;
}

bool licence_is_mistaken(const char *string)
{
	return strcasestr(string, "GPL") && !licence_is_gpl_compatible(string);
}
