/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * How a program in the guest tells the driver what to do: ioctls of /dev/guest.
 * Each open file holds at most one page. An ioctl returns 0 or a negative errno
 * and then has changed nothing.
 */
#ifndef GUEST_H
#define GUEST_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define GUEST_NAME 16

/* Pages that the driver makes itself; the others come out of the caller's memory. */
enum guest_kind {
	GUEST_MAPPED,	      /* what is mapped at an address of the caller */
	GUEST_ORDER_0,	      /* from the page allocator */
	GUEST_ORDER_3_TAIL,   /* page 5 of 8 */
	GUEST_SLAB,	      /* of a kmalloc() object */
	GUEST_DEVICE_PRIVATE, /* unaddressable memory of a made-up device */
};

/* Which code calls the consumer. */
enum guest_context {
	GUEST_TASK,
	GUEST_SOFTIRQ,
	GUEST_HARDIRQ,
	GUEST_SPINLOCK,
	GUEST_TWO_CPUS, /* two kernel threads, each bound to a processor, at once */
};

/* GUEST_HOLD: take a reference of a page, as get_user_pages() does, and keep it. */
struct guest_page {
	__u32 kind;	      /* in */
	__u32 write;	      /* in: fault it in for writing */
	__u64 address;	      /* in: with GUEST_MAPPED */
	__u64 pfn;	      /* out: its number, for /proc/kpageflags */
	__u32 fs_dax;	      /* out: 1, if it lies on a DAX device */
	__u32 device_private; /* out: 1, if it is unaddressable device memory */
};

/* GUEST_USE: which consumer drops references from now on, by its module's name. */
struct guest_name {
	char name[GUEST_NAME];
};

/*
 * GUEST_ROUNDS: take and drop a reference of the page that is held, so many times,
 * in that context; the kernel counts references before and after.
 */
struct guest_rounds {
	__u32 context; /* in */
	__u32 folio;   /* in: 1 for folio_put(), 0 for put_page() */
	__u64 rounds;  /* in */
	__s32 before; /* out: references of the page, or of the head of its compound page */
	__s32 after; /* out */
	__s32 wrong; /* out: rounds after which the count was not the one before */
};

/*
 * GUEST_ALLOCATE: in each round the driver allocates a page, and the consumer drops
 * the only reference, so that the page is freed, in that context.
 */

/* GUEST_INSTRUCTIONS: of so many drops of the page that is held, and of an empty loop. */
struct guest_instructions {
	__u64 rounds; /* in */
	__u64 drops;  /* out: ticks of the time stamp counter */
	__u64 empty;  /* out */
};

#define GUEST_USE _IOW('g', 1, struct guest_name)
#define GUEST_HOLD _IOWR('g', 2, struct guest_page)
#define GUEST_DROP _IO('g', 3) /* the consumer drops the reference that is held */
#define GUEST_COUNT _IOR('g', 4, __s32) /* references of the page that is held */
#define GUEST_ROUNDS _IOWR('g', 5, struct guest_rounds)
#define GUEST_ALLOCATE _IOWR('g', 6, struct guest_rounds)
#define GUEST_INSTRUCTIONS _IOWR('g', 7, struct guest_instructions)
#define GUEST_WAKE _IO('g', 8) /* wake who waits for the page that was held last */
#define GUEST_FREED _IOR('g', 9, __u64) /* GUEST_DEVICE_PRIVATE pages freed so far */

#ifdef __KERNEL__
struct page;

/*
 * What a consumer registers with the driver, and not the other way round: since
 * Linux 5.9 (262e6ae7081d "modules: inherit TAINT_PROPRIETARY_MODULE") a GPL
 * module may not import from one that is not.
 */
struct guest_consumer {
	char name[GUEST_NAME];
	void (*put_page)(struct page *page);
	void (*folio_put)(struct page *page); /* NULL before 5.16 */
	void (*put_page_many)(struct page *page, unsigned long count);
	void (*loop)(unsigned long count); /* put_page_many(), but for the put_page() */
};

/* -EEXIST, -ENOSPC; the consumer unregisters before its code goes. */
int guest_register(const struct guest_consumer *consumer);
void guest_unregister(const struct guest_consumer *consumer);
#endif

#endif /* GUEST_H */
