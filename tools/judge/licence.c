/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <stddef.h>
#include <string.h>

#include "judge/licence.h"

bool licence_is_gpl_compatible(const char *string)
{
	static const char *const compatible[] = {
		"GPL",		"GPL v2",	"GPL and additional rights",
		"Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL",
	};
	size_t i;

	for (i = 0; i < sizeof(compatible) / sizeof(*compatible); i++)
		if (!strcmp(string, compatible[i]))
			return true;
	return false;
}
