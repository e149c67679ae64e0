/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What goes wrong. Readers and printers return -errno and fill in a struct
 * trouble; only main() prints it and exits.
 */
#ifndef KSHIM_TROUBLE_H
#define KSHIM_TROUBLE_H

/* What happened, why, and the next step; each NULL or from malloc(). */
struct trouble {
	char *what;
	char *why;
	char *next;
};

/*
 * Fill in an empty @trouble (one that is set stays: the first reason is the
 * cause) and return @error, a negative errno. @why and @next may be NULL.
 */
int trouble_set(struct trouble *trouble, int error, const char *why, const char *next,
		const char *what, ...) __attribute__((format(printf, 5, 6)));

/* The same for an allocation that failed: returns -ENOMEM. */
int trouble_memory(struct trouble *trouble);

/* Print it to standard error as "kshim: *** what / why / next step". */
void trouble_print(const struct trouble *trouble);

void trouble_free(struct trouble *trouble);

/* Take a message back, to try another way. */
void trouble_clear(struct trouble *trouble);

#endif /* KSHIM_TROUBLE_H */
