// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * The devmap family: what an inline put_page() consults before it drops the
 * reference of a device page, from Linux 4.18 to 6.14.
 *
 * Mechanism: the gate is a static key; where it is on and the page lies in
 * ZONE_DEVICE, a function drops the reference and, for an FS_DAX page whose last
 * user is gone (2 -> 1), wakes whoever waits to truncate the file. A consumer
 * whose key is never on would drop the reference and wake nobody: truncate hangs.
 *
 * Reason: both were EXPORT_SYMBOL_GPL in 4.18-rc1 (e76384884344), by accident
 * (31c5bda3a656). The form of the function has changed five times since.
 *
 * Effect: a consumer compiled with -D<symbol>=kshim_<symbol> comes here with
 * every device page, and from here to the kernel's own put_page(), which looks
 * at its own key and does the right thing for each type of device page. So the
 * functions may be called for more pages than the kernel's own would be.
 *
 * May go when no kernel before 6.15 is in use.
 */
#include <linux/jump_label.h>
#include <linux/mm.h>
#include <linux/module.h>

#include "kshim_config.h"
#include "release.h"
#include "substitute.h"

#if KSHIM_SUBSTITUTE_DEVMAP_KEY
KSHIM_DECLARE(devmap_managed_key);

/*
 * On, for ever. Not STATIC_KEY_INIT_TRUE: the branch was compiled for a key that
 * is false at first, and the loader patches a site only if key and site disagree
 * on that (jump_label_add_module(), 4.18 to 7.3). Type bits 0 with enabled 1 is
 * such a key after static_branch_enable(). It must be writable, and in another
 * module than the branch: sites of the module's own keys are left alone.
 */
struct static_key_false kshim_devmap_managed_key = {
	.key = { .enabled = ATOMIC_INIT(1) },
};
KSHIM_EXPORT(devmap_managed_key);
#endif

#if KSHIM_SUBSTITUTE_DEVMAP_PAGE_VOID
KSHIM_DECLARE(__put_devmap_managed_page);
void kshim___put_devmap_managed_page(struct page *page)
{
	kshim_release(page);
}
KSHIM_EXPORT(__put_devmap_managed_page);
#endif

#if KSHIM_SUBSTITUTE_DEVMAP_MANAGED_VOID
KSHIM_DECLARE(put_devmap_managed_page);
void kshim_put_devmap_managed_page(struct page *page)
{
	kshim_release(page);
}
KSHIM_EXPORT(put_devmap_managed_page);
#endif

/* The later forms say whether they dropped the reference; these always have. */

#if KSHIM_SUBSTITUTE_DEVMAP_PAGE_BOOL
KSHIM_DECLARE(__put_devmap_managed_page);
bool kshim___put_devmap_managed_page(struct page *page)
{
	kshim_release(page);
	return true;
}
KSHIM_EXPORT(__put_devmap_managed_page);
#endif

#if KSHIM_SUBSTITUTE_DEVMAP_PAGE_REFS
KSHIM_DECLARE(__put_devmap_managed_page_refs);
bool kshim___put_devmap_managed_page_refs(struct page *page, int refs)
{
	while (refs-- > 0)
		kshim_release(page);
	return true;
}
KSHIM_EXPORT(__put_devmap_managed_page_refs);
#endif

#if KSHIM_SUBSTITUTE_DEVMAP_FOLIO_REFS
KSHIM_DECLARE(__put_devmap_managed_folio_refs);
bool kshim___put_devmap_managed_folio_refs(struct folio *folio, int refs)
{
	while (refs-- > 0)
		kshim_release(&folio->page);
	return true;
}
KSHIM_EXPORT(__put_devmap_managed_folio_refs);
#endif
