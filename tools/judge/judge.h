/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What a module may use on a kernel: THE judgement, of one symbol; and of an object, with where
 * it uses what is out of its reach.
 */
#ifndef KSHIM_JUDGE_H
#define KSHIM_JUDGE_H

#include "judge/catalogue.h"
#include "read/chain.h"
#include "read/kernel.h"
#include "read/object.h"

/* The graver the later. */
enum problem {
	PROBLEM_NONE,
	/* found by the loader alone */
	PROBLEM_UNKNOWN, /* it can't be told: a taint, or what symbol_get() is asked for */
	PROBLEM_SYMBOL_GET, /* asked for by symbol_get(), and not GPL-only */
	PROBLEM_DUPLICATE,  /* exported by the module, and by the kernel */
	PROBLEM_TAINT, /* its provider is proprietary, and GPL-only symbols are used too */
	PROBLEM_CRC,   /* built against another version of it */
	PROBLEM_VERMAGIC, /* of the module: built for another kernel */
	/* found by modpost, when the module is linked */
	PROBLEM_NAMESPACE, /* in a namespace that isn't imported, or is closed */
	PROBLEM_GPL,	   /* GPL-only, and the licence isn't GPL-compatible */
	PROBLEM_MISSING,   /* exported by nobody */
};

/* As much of a module as decides what it may use. */
struct module {
	const char *name; /* NULL: of none that a "module:NAME" is for */
	bool gpl_compatible;
	const struct object *object; /* imports namespaces, has CRCs; NULL: none */
};

/*
 * What stands between @module and the dependency symbol @name on @kernel: for each problem of one
 * symbol the bit 1 << problem, 0 for nothing. @weak: the reference may stay undefined. Whoever
 * wants to know what a module may use asks here.
 */
unsigned int problems_of(const struct kernel *kernel, const struct module *module,
			 const char *name, bool weak);

/* The gravest that modpost finds: the symbol's verdict, as of compat/engine/verdicts.awk. */
enum problem problem_of(const struct kernel *kernel, const struct module *module,
			const char *name, bool weak);

/* Is it one that a module can't import, as it is for modules of some names alone? */
bool namespace_is_closed(const struct kernel *kernel, const char *namespace);

/* A place that uses the symbol. */
struct use {
	size_t relocation;	/* its number in the object */
	struct place place;	/* the relocation's own */
	struct place code;	/* that it serves; section 0: none */
	const char *holder;	/* function or variable, or NULL */
	uint64_t holder_offset; /* of @code, or of @place, in it */
	struct chain chain;	/* empty without debug information */
	struct chain *callers;	/* of its outermost function, where that is a header's */
	size_t caller_count;
	const char *variable_file; /* of a holder that is a variable, or NULL */
	int variable_line;
};

struct finding {
	enum problem problem;
	const char *symbol;	     /* or "vermagic" */
	size_t number;		     /* of the symbol in the object; 0: none */
	const struct export *export; /* NULL: it has none */
	struct remedy remedy;
	struct use *uses;
	size_t use_count;
	bool is_closed; /* of a namespace: it can't be imported */
	char *detail;	/* what there is to add, or NULL */
};

struct judgement {
	const struct object *object;
	const struct kernel *kernel;
	const char *licence; /* NULL: the object has none */
	bool is_mistaken;    /* it means the GPL, in words that the kernel doesn't know */
	struct module module;
	struct finding *findings;
	size_t finding_count;
	struct chains *chains; /* NULL without debug information */
	const char *no_chains; /* why */
};

/*
 * Judge @object on @kernel, by the exports and the version magic that were added to it before.
 * @licence replaces the object's own, unless NULL. Returns 0, or
 * -errno; free with judgement_free(), after a failure, too. The object, the kernel and the
 * catalogue have to live as long.
 */
int judge(struct judgement *judgement, const struct object *object,
	  const struct kernel *kernel, const char *licence,
	  const struct catalogue *catalogue, struct failure *failure);
void judgement_free(struct judgement *judgement);

/* "plain", "namespace", "gpl", "missing", "crc", "vermagic", "taint", "duplicate",
 * "symbol_get" or "unknown". */
const char *problem_name(enum problem problem);

/* Does modpost see it? Else only the loader does. */
bool problem_is_at_link(enum problem problem);

#endif /* KSHIM_JUDGE_H */
