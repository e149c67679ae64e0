// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * rcuref_get_slowpath(), which dst_hold(), dst_hold_safe() and sk_dst_get() call since Linux 6.4
 * when a reference count isn't in its ordinary range.
 *
 * Mechanism: the caller has added one to the count. A count in the dead zone is that of an
 * object which is about to be freed: it is put back into the middle of that zone, and the
 * caller gets no reference. One that has grown too large is set to the middle of the saturated
 * zone, with a warning, where it stays: the object is never freed. There is no third case. Both
 * zones are wide, so that a store without a lock does: include/linux/rcuref.h says how. Read
 * in 6.12.118 and 7.2.13 (lib/rcuref.c).
 *
 * Reason: bc9d3a9f2afc ("net: dst: Switch to rcuref_t reference counting"), 6.4. Until then
 * dst_hold() was an atomic operation, inline and free to every module.
 */
#include "kshim_config.h"

#if KSHIM_SUBSTITUTE_RCUREF_GET_SLOWPATH
#include <linux/bug.h>
#include <linux/rcuref.h>

#include "substitute.h"

KSHIM_DECLARE(rcuref_get_slowpath);
bool kshim_rcuref_get_slowpath(rcuref_t *ref)
{
	unsigned int count = atomic_read(&ref->refcnt);

	if (count >= RCUREF_RELEASED) {
		atomic_set(&ref->refcnt, RCUREF_DEAD);
		return false;
	}
	if (count > RCUREF_MAXREF) {
		WARN_ONCE(true, "rcuref saturated - leaking memory");
		atomic_set(&ref->refcnt, RCUREF_SATURATED);
	}
	return true;
}
KSHIM_EXPORT(rcuref_get_slowpath);
#endif
