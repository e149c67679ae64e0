/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * files write|verify|churn FOLDER COUNT MIB: COUNT files of MIB megabytes altogether whose
 * content follows from their numbers.
 *
 *	write	make them
 *	verify	read them all and compare
 *	churn	with two readers at work, truncate each third file to its half and remove
 *		each fifth; then compare what is left
 *
 * Prints what was done; exits 1, with a message, at the first difference.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *folder;
static unsigned int count;
static uint64_t mean;

static void die(const char *what, unsigned int i)
{
	fprintf(stderr, "files: file %u: %s: %s\n", i, what, strerror(errno));
	exit(1);
}

static void differs(const char *what, unsigned int i, size_t at, const char *found,
		    const char *wanted)
{
	fprintf(stderr, "files: file %u: %s: at %zu: %02x in place of %02x\n", i, what,
		at, (unsigned char)found[at], (unsigned char)wanted[at]);
	exit(1);
}

static uint64_t mix(uint64_t x)
{
	x ^= x >> 30;
	x *= 0xbf58476d1ce4e5b9;
	x ^= x >> 27;
	x *= 0x94d049bb133111eb;
	return x ^ x >> 31;
}

/* From half the mean to one and a half; two files in a row make up for each other. */
static size_t size_of(unsigned int i)
{
	uint64_t less = mix(i / 2 + 1) % (mean / 2);

	return i % 2 ? mean + less : mean - less;
}

static void content(unsigned int i, size_t length, char *bytes)
{
	uint64_t word;
	size_t at;

	for (at = 0; at < length; at += sizeof(word)) {
		/* No byte of it is 0. */
		word = mix((uint64_t)i << 32 | at) | 0x0101010101010101;
		memcpy(bytes + at, &word, sizeof(word));
	}
}

static const char *name_of(unsigned int i)
{
	static char name[4096];

	snprintf(name, sizeof(name), "%s/%u", folder, i);
	return name;
}

static char *buffer(void)
{
	char *bytes = malloc(2 * mean + sizeof(uint64_t));

	if (!bytes)
		die("memory", 0);
	return bytes;
}

static void write_all(void)
{
	char *bytes = buffer();
	uint64_t total = 0;
	unsigned int i;

	for (i = 0; i < count; i++) {
		size_t size = size_of(i), done = 0;
		int fd = open(name_of(i), O_WRONLY | O_CREAT | O_EXCL, 0644);

		if (fd < 0)
			die("open", i);
		content(i, size, bytes);
		while (done < size) {
			/* In pieces that meet no page boundary. */
			size_t piece = size - done < 50001 ? size - done : 50001;
			ssize_t wrote = write(fd, bytes + done, piece);

			if (wrote <= 0)
				die("write", i);
			done += wrote;
		}
		if (close(fd))
			die("close", i);
		total += size;
	}
	free(bytes);
	printf("%u files, %llu bytes\n", count, (unsigned long long)total);
}

/* Reads @i into @bytes; -1 if there is no such file. */
static ssize_t slurp(unsigned int i, char *bytes)
{
	int fd = open(name_of(i), O_RDONLY);
	size_t done = 0;
	ssize_t got;

	if (fd < 0 && errno == ENOENT)
		return -1;
	if (fd < 0)
		die("open", i);
	while ((got = read(fd, bytes + done, 2 * mean - done)) > 0)
		done += got;
	if (got < 0)
		die("read", i);
	close(fd);
	return done;
}

static size_t verify_one(unsigned int i, size_t size, char *found, char *wanted)
{
	ssize_t length = slurp(i, found);
	size_t at;

	if (length < 0 || (size_t)length != size) {
		fprintf(stderr,
			"files: file %u: has another length: %zd in place of %zu\n", i,
			length, size);
		exit(1);
	}
	content(i, size, wanted);
	for (at = 0; at < size; at++)
		if (found[at] != wanted[at])
			differs("has another content", i, at, found, wanted);
	return size;
}

static void verify_all(int churned)
{
	char *found = buffer(), *wanted = buffer();
	unsigned int i, files = 0;
	uint64_t total = 0;

	for (i = 0; i < count; i++) {
		size_t size = size_of(i);

		if (churned && i % 5 == 0) {
			if (slurp(i, found) >= 0) {
				fprintf(stderr, "files: file %u: is still there\n", i);
				exit(1);
			}
			continue;
		}
		if (churned && i % 3 == 0)
			size /= 2;
		total += verify_one(i, size, found, wanted);
		files++;
	}
	free(found);
	free(wanted);
	printf("%u files, %llu bytes are the same\n", files, (unsigned long long)total);
}

/* Each byte that a reader meets is the file's content or zero; what stood in another file,
 * or elsewhere in this one, it must never see. Content may follow zeros: filemap_read() holds
 * a batch of pages (15 in 6.1) and copies them by the length that it read once, so a truncate
 * in between shows as zeros to the end of the page that was cut, and then as the pages behind
 * it, dropped from the file and still the reader's. */
static void read_on(unsigned int first, int begun)
{
	char *found = buffer(), *wanted = buffer();
	ssize_t length, at;
	unsigned int i;

	for (i = first;; i = (i + 7) % count) {
		length = slurp(i, found);
		content(i, length < 0 ? 0 : length, wanted);
		for (at = 0; at < length; at++)
			if (found[at] && found[at] != wanted[at])
				differs("a reader found another content", i, at, found,
					wanted);
		if (begun >= 0)
			close(begun);
		begun = -1;
	}
}

/* A reader that reads on from file @first, and has read that one. */
static pid_t reader(unsigned int first)
{
	int begun[2];
	pid_t pid;
	char byte;

	if (pipe(begun))
		die("pipe", first);
	pid = fork();
	if (pid < 0)
		die("fork", first);
	if (pid == 0)
		read_on(first, begun[1]);
	close(begun[1]);
	/* The other end is closed after the first file, or with the reader. */
	if (read(begun[0], &byte, 1))
		die("reader", first);
	close(begun[0]);
	return pid;
}

static void churn(void)
{
	pid_t readers[2];
	unsigned int i;
	int status, failed = 0, r;

	fflush(stdout);
	for (r = 0; r < 2; r++)
		readers[r] = reader(r * count / 2);
	for (i = 0; i < count; i++) {
		if (i % 3 == 0 && truncate(name_of(i), size_of(i) / 2))
			die("truncate", i);
		if (i % 5 == 0 && unlink(name_of(i)))
			die("unlink", i);
	}
	/* Both are ended, whatever became of the first: one that went on would keep the file
	 * system busy. A reader that found something has said so. */
	for (r = 0; r < 2; r++) {
		kill(readers[r], SIGKILL);
		waitpid(readers[r], &status, 0);
		if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
			failed = 1;
	}
	if (failed)
		exit(1);
	verify_all(1);
}

int main(int argc, char **argv)
{
	if (argc != 5) {
		fputs("usage: files write|verify|churn FOLDER COUNT MIB\n", stderr);
		return 2;
	}
	folder = argv[2];
	count = atoi(argv[3]);
	mean = ((uint64_t)atoi(argv[4]) << 20) / count;
	if (!strcmp(argv[1], "write"))
		write_all();
	else if (!strcmp(argv[1], "verify"))
		verify_all(0);
	else
		churn();
	return 0;
}
