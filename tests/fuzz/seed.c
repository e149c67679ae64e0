/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What the seeds of corpus/object are compiled from (see make-corpus): a module in small, with
 * inlines, a jump table, a variable that points out, and .modinfo.
 */
extern int gate;
extern void leaf(int);
extern void plain(void);

#define MODINFO(name, text) \
	static const char name[] __attribute__((section(".modinfo"), used)) = text

MODINFO(licence, "license=Proprietary");
MODINFO(magic, "vermagic=6.1.0 SMP");
MODINFO(import, "import_ns=SPACE");

static const struct {
	unsigned long crc;
	char name[64 - sizeof(unsigned long)];
} versions[] __attribute__((section("__versions"), used)) = { { 0x1234, "leaf" }, { 1, "plain" } };

static inline __attribute__((always_inline)) int is_on(void)
{
#ifdef __x86_64__
	__asm__ goto("1: nop\n\t.pushsection __jump_table, \"aw\"\n\t"
		     ".long 1b - ., %l[on] - .\n\t.quad gate - .\n\t.popsection"
		     :
		     :
		     :
		     : on);
	return 0;
on:
	return 1;
#else
	return gate;
#endif
}

static inline __attribute__((always_inline)) void inner(int x)
{
	if (is_on())
		leaf(x);
}

static inline __attribute__((always_inline)) void outer(int x)
{
	inner(x + 1);
}

void first(void)
{
	plain();
	plain();
}

/* As the kernel's inlines that are left out of line. */
#line 1 "seed.h"
static __attribute__((noinline)) void apart(int x)
{
	outer(x);
	plain();
}
#line 64 "seed.c"

void entry(int x)
{
	outer(x);
	apart(x);
	plain();
}

void (*const operations[])(int) = { leaf, entry };
