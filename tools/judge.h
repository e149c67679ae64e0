/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Which symbols of an object are out of its reach on a kernel, and where it uses them.
 */
#ifndef KSHIM_JUDGE_H
#define KSHIM_JUDGE_H

#include "catalogue.h"
#include "chain.h"
#include "kernel.h"
#include "object.h"

enum problem {
	/* found by modpost, when the module is linked */
	PROBLEM_GPL,	   /* GPL-only, and the licence isn't GPL-compatible */
	PROBLEM_MISSING,   /* exported by nobody */
	PROBLEM_NAMESPACE, /* in a namespace that isn't imported, or is closed */
	/* found by the loader alone */
	PROBLEM_CRC,   /* built against another version of it */
	PROBLEM_TAINT, /* its provider is proprietary, and GPL-only symbols are used too */
};

/* A place that uses the symbol. */
struct use {
	size_t relocation;	   /* its number in the object */
	struct place place;	   /* the relocation's own */
	struct place code;	   /* that it serves; section 0: none */
	const char *holder;	   /* function or variable, or NULL */
	uint64_t holder_offset;	   /* of @code, or of @place, in it */
	struct chain chain;	   /* empty without debug information */
	const char *variable_file; /* of a holder that is a variable, or NULL */
	int variable_line;
};

struct finding {
	enum problem problem;
	const char *symbol;
	const struct export *export; /* NULL: it has none */
	struct remedy remedy;
	struct use *uses;
	size_t use_count;
	char *detail; /* what there is to add, or NULL */
};

struct judgement {
	const struct object *object;
	const struct kernel *kernel;
	const char *licence; /* NULL: the object has none */
	bool gpl_compatible;
	struct finding *findings;
	size_t finding_count;
	struct chains *chains; /* NULL without debug information */
	const char *no_chains; /* why */
};

/*
 * Judge @object on @kernel. @licence replaces the object's own, unless NULL. Returns 0, or
 * -errno; free with judgement_free(), after a failure, too. The object, the kernel and the
 * catalogue have to live as long.
 */
int judge(struct judgement *judgement, const struct object *object,
	  const struct kernel *kernel, const char *licence,
	  const struct catalogue *catalogue, struct trouble *trouble);
void judgement_free(struct judgement *judgement);

/* "gpl", "missing", "namespace", "crc" or "taint". */
const char *problem_name(enum problem problem);

/* Does modpost see it? Else only the loader does. */
bool problem_is_at_link(enum problem problem);

#endif /* KSHIM_JUDGE_H */
