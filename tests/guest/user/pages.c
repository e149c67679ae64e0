// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * pages TEST CONSUMER ROUNDS - in a guest: make pages of every kind, and let a
 * consumer drop references of them through the test driver. Prints one line of
 * KTAP, without its number, for each thing that was tried.
 *
 *	kinds		ROUNDS drops of a page of each kind
 *	freed		ROUNDS last drops, each of which frees the page
 *	contexts	ROUNDS drops in each context, and in two threads at once 1,000 times as many
 *	truncate	ROUNDS truncations of a DAX file that wait for a drop
 *	missed		the same, of a consumer that must fail in each round
 *	instructions	of a drop, counted in ROUNDS of them
 *
 * GUEST_STEP=NAME stands for TEST in the names of what is reported. Exit status 0,
 * or 1 with a message when something could not be tried at all.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "guest.h"

#define HUGE_SIZE (2UL << 20)
#define PAGE_BYTES 4096UL
#define DAX_FILE "/mnt/dax/file"

/* Bits of /proc/kpageflags (include/uapi/linux/kernel-page-flags.h). */
#define UPTODATE (1ULL << 3)
#define DIRTY (1ULL << 4)
#define SLAB (1ULL << 7)
#define MMAP (1ULL << 11)
#define ANON (1ULL << 12)
#define SWAPBACKED (1ULL << 14)
#define HEAD (1ULL << 15)
#define TAIL (1ULL << 16)
#define HUGE (1ULL << 17)
#define THP (1ULL << 22)
#define ZERO (1ULL << 24)

static int guest = -1;
static const char *consumer;
static bool quiet;	   /* only what went wrong is reported */
static const char *prefix; /* of what is reported: the test, or what GUEST_STEP says */

/* By enum guest_context. */
static const char *const contexts[] = { "task", "softirq", "hardirq", "spinlock",
					"two_cpus" };
#define CONTEXTS (sizeof(contexts) / sizeof(*contexts))

static void stop(const char *what)
{
	fprintf(stderr, "pages: *** %s: %s\n", what, strerror(errno));
	exit(1);
}

static void command(unsigned long number, void *argument, const char *what)
{
	if (ioctl(guest, number, argument) < 0)
		stop(what);
}

static void report(bool good, const char *name, const char *format, ...)
{
	va_list list;

	if (quiet && good)
		return;
	printf("%sok %s.%s.%s # ", good ? "" : "not ", prefix, consumer, name);
	va_start(list, format);
	vprintf(format, list);
	va_end(list);
	printf("\n");
	fflush(stdout);
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		stop(path);
	close(fd);
}

/* Take the pages that were just used off the lists of single processors, which hold references. */
static void settle(void)
{
	write_file("/proc/sys/vm/compact_memory", "1");
}

/* Nothing is said of the numbers behind the last page of memory proper, where device memory lies. */
static uint64_t kernel_flags(uint64_t pfn)
{
	uint64_t flags = 0;
	int fd = open("/proc/kpageflags", O_RDONLY);

	if (fd < 0 || pread(fd, &flags, sizeof(flags), (off_t)(pfn * sizeof(flags))) < 0)
		stop("/proc/kpageflags");
	close(fd);
	return flags;
}

static long meminfo(const char *key)
{
	char line[128];
	long value = -1;
	FILE *file = fopen("/proc/meminfo", "r");

	while (file && fgets(line, sizeof(line), file))
		if (!strncmp(line, key, strlen(key)))
			value = atol(line + strlen(key) + 1);
	if (value < 0)
		stop(key);
	fclose(file);
	return value;
}

/* Give back the slabs that hold no object any more. With KASAN that ends the quarantine of
 * freed objects, which may be 1/32 of all memory. */
static void shrink_slabs(void)
{
	glob_t found;
	size_t i;

	if (glob("/sys/kernel/slab/*/shrink", 0, NULL, &found))
		stop("/sys/kernel/slab");
	for (i = 0; i < found.gl_pathc; i++)
		write_file(found.gl_pathv[i], "1");
	globfree(&found);
}

/* Free memory in KiB, once all that can be given back was. The pages that single processors
 * have put by for themselves are free, too, but MemFree leaves them out. */
static long free_memory(void)
{
	FILE *file;
	char line[128];
	long count, pages = 0;

	sync();
	write_file("/proc/sys/vm/drop_caches", "3");
	shrink_slabs();
	settle();
	file = fopen("/proc/zoneinfo", "r");
	if (!file)
		stop("/proc/zoneinfo");
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, " nr_free_pages %ld", &count) == 1 ||
		    sscanf(line, " count: %ld", &count) == 1)
			pages += count;
	fclose(file);
	return pages * (long)(PAGE_BYTES / 1024);
}

/* Memory that the kernel may have put to other uses meanwhile; a leak of one page a round is more. */
#define SLACK 8192

static void *map(size_t size, int flags, int fd)
{
	void *address = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, fd, 0);

	if (address == MAP_FAILED)
		stop("mmap");
	return address;
}

static struct guest_page hold(uint32_t kind, void *address, bool write)
{
	struct guest_page page = { .kind = kind,
				   .address = (uintptr_t)address,
				   .write = write };

	command(GUEST_HOLD, &page, "GUEST_HOLD");
	return page;
}

static int references(void)
{
	int32_t count;

	command(GUEST_COUNT, &count, "GUEST_COUNT");
	return count;
}

static void drop(void)
{
	command(GUEST_DROP, NULL, "GUEST_DROP");
}

/* A page that is held, of the kind that its name says? Then rounds, and the last drop. */
static void try_kind(const char *name, struct guest_page page, uint64_t with,
		     uint64_t without, uint64_t rounds, bool folio)
{
	struct guest_rounds asked = { .context = GUEST_TASK, .rounds = rounds };
	uint64_t flags;
	struct guest_rounds folios = asked;
	bool kind;

	settle();
	flags = kernel_flags(page.pfn);
	kind = (flags & (with | without)) == with;
	command(GUEST_ROUNDS, &asked, "GUEST_ROUNDS");
	if (folio) {
		folios.folio = 1;
		if (ioctl(guest, GUEST_ROUNDS, &folios) < 0 && errno != EOPNOTSUPP)
			stop("GUEST_ROUNDS of folios");
	}
	drop();
	report(kind && asked.before == asked.after && !asked.wrong &&
		       folios.before == folios.after && !folios.wrong,
	       name,
	       "%lu rounds, references %d before, %d after, %d wrong; folios %d wrong; "
	       "flags %#llx%s",
	       (unsigned long)rounds, asked.before, asked.after, asked.wrong,
	       folios.wrong, (unsigned long long)flags, kind ? "" : ": NOT OF THIS KIND");
}

static int new_file(const char *path, size_t size)
{
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	static char zeros[PAGE_BYTES];
	size_t done;

	for (done = 0; fd >= 0 && done < size; done += PAGE_BYTES)
		if (pwrite(fd, zeros, PAGE_BYTES, (off_t)done) != (ssize_t)PAGE_BYTES)
			stop(path);
	if (fd < 0)
		stop(path);
	return fd;
}

/* An area that holds one huge page, which begins there; unmap it when done. */
struct huge {
	char *area, *page;
};

static struct huge map_huge(void)
{
	struct huge huge;

	huge.area = map(2 * HUGE_SIZE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
	huge.page = huge.area + HUGE_SIZE - (uintptr_t)huge.area % HUGE_SIZE;
	if (madvise(huge.page, HUGE_SIZE, MADV_HUGEPAGE))
		stop("MADV_HUGEPAGE");
	return huge;
}

static void unmap_huge(struct huge huge)
{
	munmap(huge.area, 2 * HUGE_SIZE);
}

static void try_anonymous(uint64_t rounds)
{
	volatile char *page = map(PAGE_BYTES, MAP_PRIVATE | MAP_ANONYMOUS, -1);
	struct huge used = map_huge(), unused = map_huge();

	try_kind("zero_page", hold(GUEST_MAPPED, (void *)page, false), ZERO, THP, rounds,
		 true);
	page[0] = 1;
	try_kind("anonymous", hold(GUEST_MAPPED, (void *)page, true), ANON,
		 THP | HUGE | TAIL, rounds, true);

	used.page[0] = 1;
	try_kind("thp_head", hold(GUEST_MAPPED, used.page, true), ANON | THP | HEAD, 0,
		 rounds, true);
	try_kind("thp_tail", hold(GUEST_MAPPED, used.page + 5 * PAGE_BYTES, true),
		 ANON | THP | TAIL, 0, rounds, true);
	try_kind("huge_zero_page", hold(GUEST_MAPPED, unused.page, false), ZERO | THP, 0,
		 rounds, true);

	munmap((void *)page, PAGE_BYTES);
	unmap_huge(used);
	unmap_huge(unused);
}

static void try_hugetlb(uint64_t rounds)
{
	volatile char *area;

	write_file("/proc/sys/vm/nr_hugepages", "2");
	area = map(HUGE_SIZE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1);
	area[0] = 1;
	try_kind("hugetlb_head", hold(GUEST_MAPPED, (void *)area, true), HUGE | HEAD, 0,
		 rounds, true);
	try_kind("hugetlb_tail",
		 hold(GUEST_MAPPED, (void *)(area + 5 * PAGE_BYTES), true), HUGE | TAIL,
		 0, rounds, true);
	munmap((void *)area, HUGE_SIZE);
	report(meminfo("HugePages_Free:") == 2, "hugetlb_freed",
	       "%ld of 2 pages are free", meminfo("HugePages_Free:"));
	write_file("/proc/sys/vm/nr_hugepages", "0");
}

/* The pages of a file, clean and dirty, and one that truncation takes from the file while it is held. */
static void try_file(const char *name, const char *path, uint64_t is, uint64_t is_not,
		     uint64_t rounds)
{
	char row[64];
	int fd = new_file(path, PAGE_BYTES);
	volatile char *page;
	struct guest_page held;
	bool disk = !(is & SWAPBACKED);

	if (disk) {
		fsync(fd);
		page = map(PAGE_BYTES, MAP_SHARED, fd);
		(void)page[0];
		snprintf(row, sizeof(row), "%s_clean", name);
		try_kind(row, hold(GUEST_MAPPED, (void *)page, false), is, is_not | DIRTY,
			 rounds, true);
	} else {
		page = map(PAGE_BYTES, MAP_SHARED, fd);
	}
	page[0] = 1;
	snprintf(row, sizeof(row), "%s_dirty", name);
	try_kind(row, hold(GUEST_MAPPED, (void *)page, true), is | (disk ? DIRTY : 0),
		 is_not, rounds, true);

	held = hold(GUEST_MAPPED, (void *)page, true);
	if (ftruncate(fd, 0))
		stop("ftruncate");
	settle();
	snprintf(row, sizeof(row), "%s_truncated", name);
	if (references() != 1)
		report(false, row, "references %d, so the file still has the page",
		       references());
	else
		try_kind(row, held, 0, MMAP, rounds, true);
	munmap((void *)page, PAGE_BYTES);
	close(fd);
	unlink(path);
}

static void try_fs_dax(uint64_t rounds)
{
	int fd = new_file(DAX_FILE, PAGE_BYTES);
	volatile char *page = map(PAGE_BYTES, MAP_SHARED, fd);
	struct guest_page held;

	page[0] = 1;
	held = hold(GUEST_MAPPED, (void *)page, true);
	if (held.fs_dax)
		try_kind("fs_dax", held, 0, 0, rounds, true);
	else
		report(false, "fs_dax", "the page of %s lies on no DAX device", DAX_FILE);
	munmap((void *)page, PAGE_BYTES);
	close(fd);
}

static uint64_t device_pages_freed(void)
{
	uint64_t count;

	command(GUEST_FREED, &count, "GUEST_FREED");
	return count;
}

/* The device is told of the page's end once, with the last drop and not before. */
static void try_device_private(uint64_t rounds)
{
	struct guest_page page = { .kind = GUEST_DEVICE_PRIVATE };
	uint64_t before = device_pages_freed();

	if (ioctl(guest, GUEST_HOLD, &page) < 0) {
		if (errno != EOPNOTSUPP)
			stop("GUEST_HOLD of device memory");
		report(true, "device_private", "SKIP this kernel has no such pages");
		return;
	}
	if (!page.device_private) {
		report(false, "device_private", "the page is not one");
		return;
	}
	try_kind("device_private", page, 0, 0, rounds, false);
	report(device_pages_freed() == before + 1, "device_private_freed",
	       "the device was told %lu times",
	       (unsigned long)(device_pages_freed() - before));
}

static void try_slab(uint64_t rounds)
{
	struct guest_page page = hold(GUEST_SLAB, NULL, false);

	if (references()) {
		try_kind("slab", page, SLAB, 0, rounds, false);
		return;
	}
	drop();
	report(true, "slab",
	       "SKIP this kernel does not count references of a slab's pages");
}

static void try_kinds(uint64_t rounds)
{
	try_anonymous(rounds);
	try_hugetlb(rounds);
	try_file("shmem", "/tmp/file", SWAPBACKED | MMAP, ANON | HUGE, rounds);
	try_file("ext4", "/mnt/ext4/file", MMAP | UPTODATE, ANON | SWAPBACKED, rounds);
	try_slab(rounds);
	try_kind("order_3_tail", hold(GUEST_ORDER_3_TAIL, NULL, false), TAIL,
		 ANON | HUGE | SLAB, rounds, true);
	try_fs_dax(rounds);
	try_device_private(rounds);
}

/* What the kernel sets up when a kind is first used, it has set up before memory is compared. */
static void test_kinds(uint64_t rounds)
{
	long before, after;

	quiet = true;
	try_kinds(1);
	quiet = false;
	before = free_memory();
	try_kinds(rounds);
	after = free_memory();
	report(before - after < SLACK, "memory", "%ld KiB free before, %ld after", before,
	       after);
}

/* Ways to a page of which the consumer drops the last reference. */
static void free_unmapped(void)
{
	volatile char *page = map(PAGE_BYTES, MAP_PRIVATE | MAP_ANONYMOUS, -1);

	page[0] = 1;
	hold(GUEST_MAPPED, (void *)page, true);
	munmap((void *)page, PAGE_BYTES);
	drop();
}

static void free_truncated(void)
{
	static int fd = -1;
	volatile char *page;

	if (fd < 0)
		fd = new_file("/tmp/file", 0);
	if (ftruncate(fd, PAGE_BYTES))
		stop("ftruncate");
	page = map(PAGE_BYTES, MAP_SHARED, fd);
	page[0] = 1;
	hold(GUEST_MAPPED, (void *)page, true);
	if (ftruncate(fd, 0))
		stop("ftruncate");
	drop();
	munmap((void *)page, PAGE_BYTES);
}

static void free_huge(void)
{
	struct huge huge = map_huge();

	huge.page[0] = 1;
	hold(GUEST_MAPPED, huge.page + 5 * PAGE_BYTES, true);
	unmap_huge(huge);
	drop();
}

static void try_freed(const char *name, void (*free_one)(void), uint64_t rounds)
{
	long before, after;
	uint64_t i;

	free_one();
	before = free_memory();
	for (i = 0; i < rounds; i++)
		free_one();
	after = free_memory();
	report(before - after < SLACK, name, "%lu pages, %ld KiB free before, %ld after",
	       (unsigned long)rounds, before, after);
}

/* Each drop is the last: what is not freed is missing afterwards. */
static void test_freed(uint64_t rounds)
{
	struct guest_rounds asked = { .rounds = rounds };
	unsigned int context;
	long before, after;

	for (context = 0; context < CONTEXTS; context++) {
		before = free_memory();
		asked.context = context;
		command(GUEST_ALLOCATE, &asked, contexts[context]);
		after = free_memory();
		report(!asked.wrong && before - after < SLACK, contexts[context],
		       "%lu pages, %d wrong, %ld KiB free before, %ld after",
		       (unsigned long)rounds, asked.wrong, before, after);
	}
	try_freed("unmapped", free_unmapped, rounds);
	try_freed("truncated", free_truncated, rounds);
	try_freed("thp", free_huge, rounds / 100); /* which are of 2 MiB */
}

static void try_contexts(const char *name, uint64_t rounds)
{
	unsigned int context;
	char row[64];

	for (context = 0; context < CONTEXTS; context++) {
		struct guest_rounds asked = { .context = context, .rounds = rounds };

		/* Half of them on each of the two kinds of page that are tried. */
		if (context == GUEST_TWO_CPUS)
			asked.rounds = rounds * 500;
		command(GUEST_ROUNDS, &asked, contexts[context]);
		snprintf(row, sizeof(row), "%s_%s", name, contexts[context]);
		report(asked.before == asked.after && !asked.wrong, row,
		       "%lu rounds, references %d before, %d after, %d wrong",
		       (unsigned long)asked.rounds, asked.before, asked.after,
		       asked.wrong);
	}
}

static void test_contexts(uint64_t rounds)
{
	int fd = new_file(DAX_FILE, PAGE_BYTES);
	volatile char *page = map(PAGE_BYTES, MAP_SHARED, fd);

	hold(GUEST_ORDER_0, NULL, false);
	try_contexts("ordinary", rounds);
	drop();

	page[0] = 1;
	if (!hold(GUEST_MAPPED, (void *)page, true).fs_dax)
		report(false, "fs_dax", "the page of %s lies on no DAX device", DAX_FILE);
	else
		try_contexts("fs_dax", rounds);
	drop();
	munmap((void *)page, PAGE_BYTES);
	close(fd);
}

/* The thread that truncates: once each time it is told to. */
static struct truncation {
	pthread_mutex_t lock;
	pthread_cond_t change;
	int fd;
	pid_t thread;
	bool wanted, done;
} truncation = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void *truncate_run(void *unused)
{
	struct truncation *t = &truncation;

	(void)unused;
	pthread_mutex_lock(&t->lock);
	t->thread = (pid_t)syscall(SYS_gettid);
	pthread_cond_broadcast(&t->change);
	for (;;) {
		while (!t->wanted)
			pthread_cond_wait(&t->change, &t->lock);
		t->wanted = false;
		pthread_mutex_unlock(&t->lock);
		if (ftruncate(t->fd, 0))
			stop("ftruncate");
		pthread_mutex_lock(&t->lock);
		t->done = true;
		pthread_cond_broadcast(&t->change);
	}
	return NULL;
}

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/* Is it done, or within so many nanoseconds from now? */
static bool truncated(uint64_t wait)
{
	struct truncation *t = &truncation;
	struct timespec until;
	bool done;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += (long)(wait % 1000000000);
	until.tv_sec += (time_t)(wait / 1000000000) + until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_mutex_lock(&t->lock);
	while (!t->done)
		if (pthread_cond_timedwait(&t->change, &t->lock, &until))
			break;
	done = t->done;
	pthread_mutex_unlock(&t->lock);
	return done;
}

/* Does the thread sleep inside ftruncate(), for at least a millisecond? Waits a second for it to. */
static bool truncate_sleeps(void)
{
	char path[64], text[64];
	uint64_t begin = now();
	int seen = 0, fd;
	ssize_t length;

	snprintf(path, sizeof(path), "/proc/self/task/%d/syscall", truncation.thread);
	fd = open(path, O_RDONLY);
	if (fd < 0)
		stop(path);
	/* It says "running" of a thread that does not sleep. */
	while (seen < 3 && now() - begin < 1000000000) {
		length = pread(fd, text, sizeof(text) - 1, 0);
		text[length > 0 ? length : 0] = '\0';
		seen = atoi(text) == SYS_ftruncate ? seen + 1 : 0;
		usleep(300);
	}
	close(fd);
	return seen == 3 && !truncated(0);
}

struct tally {
	unsigned long dax, slept, woken, held;
	uint64_t longest;
};

/* One truncation that waits for the consumer's drop; whatever comes of it, it has ended. */
static void truncate_once(struct tally *tally)
{
	struct truncation *t = &truncation;
	volatile char *page;
	uint64_t begin;

	t->fd = new_file(DAX_FILE, PAGE_BYTES);
	page = map(PAGE_BYTES, MAP_SHARED, t->fd);
	page[0] = 1;
	tally->dax += hold(GUEST_MAPPED, (void *)page, true).fs_dax;

	pthread_mutex_lock(&t->lock);
	t->done = false;
	t->wanted = true;
	pthread_cond_broadcast(&t->change);
	pthread_mutex_unlock(&t->lock);
	tally->slept += truncate_sleeps();

	begin = now();
	drop();
	if (truncated(1000000000)) {
		tally->woken++;
		if (now() - begin > tally->longest)
			tally->longest = now() - begin;
	} else {
		/* That nobody woke it, and not something else, is why it slept on. */
		command(GUEST_WAKE, NULL, "GUEST_WAKE");
		tally->held += truncated(10000000000);
	}
	munmap((void *)page, PAGE_BYTES);
	close(t->fd);
}

static struct tally truncate_often(uint64_t rounds)
{
	struct truncation *t = &truncation;
	struct tally tally = { 0 };
	pthread_condattr_t attributes;
	pthread_t thread;
	uint64_t i;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&t->change, &attributes);
	if (pthread_create(&thread, NULL, truncate_run, NULL))
		stop("pthread_create");
	pthread_mutex_lock(&t->lock);
	while (!t->thread)
		pthread_cond_wait(&t->change, &t->lock);
	pthread_mutex_unlock(&t->lock);

	/* Each that goes wrong takes seconds. */
	for (i = 0; i < rounds && tally.slept + 3 > i; i++)
		truncate_once(&tally);
	return tally;
}

static void test_truncate(uint64_t rounds)
{
	struct tally tally = truncate_often(rounds);

	report(tally.dax == rounds && tally.slept == rounds && tally.woken == rounds,
	       "fs_dax",
	       "of %lu truncations %lu waited, %lu ended within a second of the drop; "
	       "the longest took %lu us",
	       (unsigned long)rounds, tally.slept, tally.woken,
	       (unsigned long)(tally.longest / 1000));
}

static void test_missed(uint64_t rounds)
{
	struct tally tally = truncate_often(rounds);

	report(tally.dax == rounds && tally.slept == rounds && !tally.woken &&
		       tally.held == rounds,
	       "fs_dax",
	       "of %lu truncations %lu waited, %lu ended within a second of the drop, "
	       "%lu once they were woken by hand",
	       (unsigned long)rounds, tally.slept, tally.woken, tally.held);
}

static void test_instructions(uint64_t rounds)
{
	struct guest_instructions asked = { .rounds = rounds };
	struct guest_instructions warm = { .rounds = 1 };
	double each;

	hold(GUEST_ORDER_0, NULL, false);
	command(GUEST_INSTRUCTIONS, &warm, "GUEST_INSTRUCTIONS");
	command(GUEST_INSTRUCTIONS, &asked, "GUEST_INSTRUCTIONS");
	each = ((double)asked.drops - (double)asked.empty) / (double)rounds;
	report(each > 1, "ordinary", "%.2f a drop", each);
	drop();
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(uint64_t rounds);
	} tests[] = {
		{ "kinds", test_kinds },       { "freed", test_freed },
		{ "contexts", test_contexts }, { "truncate", test_truncate },
		{ "missed", test_missed },     { "instructions", test_instructions },
	};
	struct guest_name name = { { 0 } };
	unsigned int i;

	if (argc != 4) {
		fprintf(stderr, "usage: pages TEST CONSUMER ROUNDS\n");
		return 1;
	}
	prefix = getenv("GUEST_STEP") ? getenv("GUEST_STEP") : argv[1];
	consumer = argv[2];
	guest = open("/dev/guest", O_RDWR);
	if (guest < 0)
		stop("/dev/guest");
	strncpy(name.name, consumer, sizeof(name.name) - 1);
	command(GUEST_USE, &name, consumer);
	for (i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		if (!strcmp(tests[i].name, argv[1])) {
			tests[i].run(strtoull(argv[3], NULL, 10));
			return 0;
		}
	}
	fprintf(stderr, "pages: *** there is no test %s\n", argv[1]);
	return 1;
}
