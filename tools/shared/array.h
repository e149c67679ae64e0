/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Arrays that grow. A pair "items", "count" of a struct is enough: room is made
 * whenever the count reaches a power of two.
 */
#ifndef KSHIM_ARRAY_H
#define KSHIM_ARRAY_H

#include <stddef.h>
#include <stdlib.h>

/* Make room for one more item of @size bytes; returns it, or NULL without memory. */
static inline void *array_more(void **items, size_t *count, size_t size)
{
	if ((*count & (*count - 1)) == 0) {
		size_t room = *count ? 2 * *count : 1;
		void *more = reallocarray(*items, room, size);

		if (!more)
			return NULL;
		*items = more;
	}
	return (char *)*items + (*count)++ * size;
}

/* A new item at the end of @items, uninitialised, or NULL. */
#define ARRAY_MORE(items, count) \
	((__typeof__(items))array_more((void **)&(items), &(count), sizeof(*(items))))

#endif /* KSHIM_ARRAY_H */
