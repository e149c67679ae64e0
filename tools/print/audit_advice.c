/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print/audit_print.h"

/* What is known of the symbol, behind what the module itself can do. */
static char *with_symbol(const struct judgement *judgement, const struct finding *finding)
{
	char *sentence = remedy_sentence(&finding->remedy), *both = NULL;
	int length = 0;

	if (sentence && finding->problem == PROBLEM_GPL && judgement->is_mistaken)
		length = asprintf(
			&both,
			"a MODULE_LICENSE that the kernel knows, if \"%s\" means "
			"the GPL; otherwise: %s",
			judgement->licence, sentence);
	else if (sentence && finding->problem == PROBLEM_MISSING &&
		 finding->remedy.kind == REMEDY_NONE)
		length = asprintf(
			&both,
			"if another module exports it, name that on the command "
			"line, too, or its table with --extra-symvers; otherwise: "
			"%s",
			sentence);
	else
		return sentence;
	free(sentence);
	return length < 0 ? NULL : both;
}

char *audit_advice(const struct judgement *judgement, const struct finding *finding)
{
	const char *namespace = finding->export ? finding->export->namespace : "";
	char *advice = NULL;
	int length = 0;

	switch (finding->problem) {
	case PROBLEM_NONE:
		break;
	case PROBLEM_GPL:
	case PROBLEM_MISSING:
		return with_symbol(judgement, finding);
	case PROBLEM_NAMESPACE:
		if (finding->is_closed)
			length = asprintf(&advice,
					  "none: upstream lets modules of these names "
					  "alone use it (%s)",
					  strchr(namespace, ':') + 1);
		else
			length = asprintf(
				&advice,
				"MODULE_IMPORT_NS(\"%s\") in the module's source (before "
				"Linux 6.13: MODULE_IMPORT_NS(%s))",
				namespace, namespace);
		break;
	case PROBLEM_CRC:
	case PROBLEM_VERMAGIC:
		length = asprintf(&advice, "build the module anew, against %s",
				  kernel_name(judgement->kernel));
		break;
	case PROBLEM_DUPLICATE:
		advice = strdup("another name for it in the module");
		break;
	case PROBLEM_TAINT:
		advice = strdup("a GPL-compatible provider, or a module that uses no "
				"GPL-only symbol");
		break;
	case PROBLEM_SYMBOL_GET:
		advice = strdup("call it by its name, without symbol_get(): it is "
				"exported plain");
		break;
	case PROBLEM_UNKNOWN:
		advice = strdup(
			finding->export ?
				"name the provider's .ko on the command line, too" :
				"look at the call in the module's source");
		break;
	}
	return length < 0 ? NULL : advice;
}
