// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * How a page is released through plain exports alone.
 *
 * An inline put_page() compiled into this module would reference the very
 * symbols that are out of reach. The one compiled into the kernel does not: so
 * call a plain export whose body is put_page() and nothing else. Both that
 * configure chooses from are so wherever a devmap function exists:
 * generic_pipe_buf_release() (fs/pipe.c) from 4.14 to 7.3-rc7, page_put_link()
 * (fs/namei.c) from 4.14 to 6.14. release_pages() is not: before 5.3
 * (c5d6c45e90c4) it misses device pages, and it skips the huge zero page.
 */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pipe_fs_i.h>

#include "kshim_config.h"
#include "kshim/mm.h"
#include "release.h"

#if KSHIM_NATIVE_GENERIC_PIPE_BUF_RELEASE || KSHIM_NATIVE_PAGE_PUT_LINK
void kshim_release(struct page *page)
{
#if KSHIM_NATIVE_GENERIC_PIPE_BUF_RELEASE
	struct pipe_buffer buf = { .page = page };

	generic_pipe_buf_release(NULL, &buf);
#else
	page_put_link(page);
#endif
}
#endif

#if KSHIM_EXPLICIT_PUT_PAGE && !KSHIM_NATIVE_PUT_PAGE
void kshim_put_page(struct page *page)
{
	kshim_release(page);
}
EXPORT_SYMBOL(kshim_put_page);
#endif
