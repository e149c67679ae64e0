/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * fsx FILE OPERATIONS [SEED]: do random operations on one file and on a copy of it in
 * memory, and compare. Reads, writes, both by mmap(), too; truncation either way, fsync,
 * eviction from the page cache, compaction of memory, closing and opening again.
 *
 * Prints how many there were of each; exits 1, with a message, at the first difference.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define LIMIT (512 * 1024)

enum operation {
	READ,
	WRITE,
	MAP_READ,
	MAP_WRITE,
	TRUNCATE,
	SYNC,
	EVICT,
	COMPACT,
	REOPEN,
	KINDS
};

static const char *const names[KINDS] = { "read",	"write",    "mmap-read",
					  "mmap-write", "truncate", "fsync",
					  "evict",	"compact",  "reopen" };
/* of 1000 */
static const unsigned int weights[KINDS] = { 250, 300, 120, 120, 120, 30, 30, 2, 28 };

static const char *path;
static unsigned char model[LIMIT], found[LIMIT];
static size_t size;
static unsigned long step;
static uint64_t state;
static int fd;

static void die(const char *what)
{
	fprintf(stderr, "fsx: operation %lu: %s: %s\n", step, what, strerror(errno));
	exit(1);
}

static uint32_t random_below(uint32_t limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state >> 16) % limit;
}

static void compare(const unsigned char *bytes, size_t offset, size_t length,
		    const char *how)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (bytes[i] != model[offset + i]) {
			fprintf(stderr,
				"fsx: operation %lu: %s: at %zu of %zu, %02x in place of "
				"%02x\n",
				step, how, offset + i, size, bytes[i], model[offset + i]);
			exit(1);
		}
}

static void scribble(unsigned char *bytes, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		bytes[i] = random_below(255) + 1;
}

/* A range within the file; false when it is empty. */
static int within(size_t *offset, size_t *length)
{
	if (!size)
		return 0;
	*offset = random_below(size);
	*length = 1 + random_below(size - *offset < 16384 ? size - *offset : 16384);
	return 1;
}

static void do_read(void)
{
	size_t offset, length;

	if (!within(&offset, &length))
		return;
	if (pread(fd, found, length, offset) != (ssize_t)length)
		die("a short read");
	compare(found, offset, length, "read");
}

static void do_write(void)
{
	size_t offset = random_below(LIMIT - 16384), length = 1 + random_below(16384);

	/* Behind the end zeros come first. */
	scribble(model + offset, length);
	if (pwrite(fd, model + offset, length, offset) != (ssize_t)length)
		die("write");
	if (offset + length > size)
		size = offset + length;
}

static void do_map(int writing)
{
	size_t offset, length, start;
	unsigned char *map;

	if (!within(&offset, &length))
		return;
	start = offset & ~4095UL;
	map = mmap(NULL, offset - start + length,
		   writing ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, fd, start);
	if (map == MAP_FAILED)
		die("mmap");
	if (writing) {
		scribble(model + offset, length);
		memcpy(map + (offset - start), model + offset, length);
	} else {
		compare(map + (offset - start), offset, length, "mmap-read");
	}
	if (munmap(map, offset - start + length))
		die("munmap");
}

static void do_truncate(void)
{
	size_t to = random_below(4) ? random_below(LIMIT) : size / 2;

	if (ftruncate(fd, to))
		die("truncate");
	if (to < size)
		memset(model + to, 0, size - to);
	size = to;
}

static void tell_kernel(const char *file, const char *what)
{
	int to = open(file, O_WRONLY);

	if (to < 0 || write(to, what, strlen(what)) < 0)
		die(file);
	close(to);
}

static void do_reopen(void)
{
	struct stat status;

	if (close(fd))
		die("close");
	fd = open(path, O_RDWR);
	if (fd < 0 || fstat(fd, &status))
		die("open");
	errno = 0;
	if ((size_t)status.st_size != size)
		die("the size is another");
}

static void operate(enum operation operation)
{
	switch (operation) {
	case READ:
		return do_read();
	case WRITE:
		return do_write();
	case MAP_READ:
		return do_map(0);
	case MAP_WRITE:
		return do_map(1);
	case TRUNCATE:
		return do_truncate();
	case SYNC:
		if (fsync(fd))
			die("fsync");
		return;
	case EVICT:
		if (fsync(fd) || posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED))
			die("evict");
		return;
	case COMPACT:
		return tell_kernel("/proc/sys/vm/compact_memory", "1");
	case REOPEN:
		return do_reopen();
	case KINDS:
		break;
	}
}

int main(int argc, char **argv)
{
	unsigned long operations, done[KINDS] = { 0 };
	unsigned int kind, dice;

	if (argc < 3) {
		fputs("usage: fsx FILE OPERATIONS [SEED]\n", stderr);
		return 2;
	}
	path = argv[1];
	operations = strtoul(argv[2], NULL, 10);
	state = argc > 3 ? strtoul(argv[3], NULL, 10) + 1 : 1;
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0644);
	if (fd < 0)
		die(path);
	for (step = 1; step <= operations; step++) {
		dice = random_below(1000);
		for (kind = 0; dice >= weights[kind]; kind++)
			dice -= weights[kind];
		operate(kind);
		done[kind]++;
	}
	if (pread(fd, found, LIMIT, 0) != (ssize_t)size)
		die("the size is another");
	compare(found, 0, size, "the whole");
	printf("%lu operations:", operations);
	for (kind = 0; kind < KINDS; kind++)
		printf(" %lu %s", done[kind], names[kind]);
	puts("");
	return 0;
}
