/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What goes wrong. Readers and printers return -errno and fill in a struct
 * failure; only main() prints it and exits.
 */
#ifndef KSHIM_FAILURE_H
#define KSHIM_FAILURE_H

/* What happened, why, and the next step; each NULL or from malloc(). */
struct failure {
	char *what;
	char *why;
	char *next;
};

/*
 * Fill in an empty @failure (one that is set stays: the first reason is the
 * cause) and return @error, a negative errno. @why and @next may be NULL.
 */
int failure_set(struct failure *failure, int error, const char *why, const char *next,
		const char *what, ...) __attribute__((format(printf, 5, 6)));

/* The same for an allocation that failed: returns -ENOMEM. */
int failure_memory(struct failure *failure);

/* Print it to standard error as "kshim: *** what / why / next step". */
void failure_print(const struct failure *failure);

void failure_free(struct failure *failure);

/* Take a message back, to try another way. */
void failure_clear(struct failure *failure);

#endif /* KSHIM_FAILURE_H */
