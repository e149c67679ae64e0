/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_RELEASE_H
#define KSHIM_RELEASE_H

struct page;

/*
 * Drop one reference of @page, which may be a head or a tail page of any kind,
 * exactly as the kernel's own put_page() would: it is that function. The caller
 * gives its reference away. Any context but NMI.
 */
void kshim_release(struct page *page);

#endif /* KSHIM_RELEASE_H */
