// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * modprobe kshim selftest=1: what can be checked of a release without a file
 * system, in the kernel that it is for. The log gets KTAP; a failure makes the
 * load fail, so that no consumer loads on top of it.
 *
 * What it can't check is the substituted key: branches of a module on its own key
 * are never patched (see devmap.c), so only a consumer can tell that it is taken.
 */
#include <linux/irqflags.h>
#include <linux/jump_label.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "kshim/mm.h"
#include "kshim_config.h"
#include "selftest.h"
#include "substitute.h"

/*
 * With kshim configured for GPL-compatible consumers put_page() is native, and may
 * be made of symbols that this module does not touch.
 */
#define CAN_CHECK (!KSHIM_GPL_COMPATIBLE)

#if CAN_CHECK && KSHIM_EXPLICIT_PUT_PAGE
/* @head is that of @page's compound page, where the kernel counts references. */
static bool __init drops_one(struct page *head, struct page *page)
{
	int before = page_ref_count(head);

	page_ref_inc(head);
	kshim_put_page(page);
	return page_ref_count(head) == before;
}

/* From the allocator through one drop too few for it to be free, to the last. */
static bool __init order_0(gfp_t gfp)
{
	struct page *page = alloc_page(gfp);
	bool good;

	if (!page)
		return false;
	page_ref_inc(page);
	good = page_ref_count(page) == 2 && drops_one(page, page);
	kshim_put_page(page);
	good = good && page_ref_count(page) == 1;
	kshim_put_page(page);
	return good;
}

static bool __init order_0_page(void)
{
	return order_0(GFP_KERNEL);
}

static bool __init order_3_tail_page(void)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 3);
	bool good;

	if (!page)
		return false;
	good = page_ref_count(page) == 1 && drops_one(page, page + 5);
	kshim_put_page(page + 5);
	return good;
}

#if KSHIM_NATIVE_COMPOUND_HEAD
/*
 * Since 6.14 (9aec2fb0fd5e "slab: allocate frozen pages") the pages of a slab have
 * no references that anyone could take or drop.
 */
static bool __init slab_page(void)
{
	struct page *page;
	void *object = kmalloc(64, GFP_KERNEL);
	bool good;

	if (!object)
		return false;
	page = virt_to_page(object);
	good = !page_ref_count(compound_head(page)) ||
	       drops_one(compound_head(page), page);
	kfree(object);
	return good;
}
#endif

#if KSHIM_NATIVE_LOCAL_IRQ_SAVE
static bool __init interrupts_off(void)
{
	unsigned long flags;
	bool good;

	local_irq_save(flags);
	good = order_0(GFP_ATOMIC);
	local_irq_restore(flags);
	return good;
}
#endif
#endif

#if KSHIM_SUBSTITUTE_DEVMAP_KEY || KSHIM_SUBSTITUTE_HUGETLB_KEY
/* On, and of the type that makes the loader patch a consumer's branches. */
static bool __init key_is_taken(struct static_key *key)
{
	if (atomic_read(&key->enabled) != 1)
		return false;
#ifdef CONFIG_JUMP_LABEL
	if (key->type & JUMP_TYPE_TRUE)
		return false;
#endif
	return true;
}
#endif

#if KSHIM_SUBSTITUTE_DEVMAP_KEY
KSHIM_DECLARE(devmap_managed_key);

static bool __init devmap_key(void)
{
	return key_is_taken(&kshim_devmap_managed_key.key);
}
#endif

#if KSHIM_SUBSTITUTE_HUGETLB_KEY
KSHIM_DECLARE(hugetlb_optimize_vmemmap_key);

static bool __init hugetlb_key(void)
{
	return key_is_taken(&kshim_hugetlb_optimize_vmemmap_key.key);
}
#endif

#if KSHIM_SUBSTITUTE_DEVMAP_PAGE_VOID
KSHIM_DECLARE(__put_devmap_managed_page);
#define DEVMAP_DROP(page) (kshim___put_devmap_managed_page(page), true)
#elif KSHIM_SUBSTITUTE_DEVMAP_MANAGED_VOID
KSHIM_DECLARE(put_devmap_managed_page);
#define DEVMAP_DROP(page) (kshim_put_devmap_managed_page(page), true)
#elif KSHIM_SUBSTITUTE_DEVMAP_PAGE_BOOL
KSHIM_DECLARE(__put_devmap_managed_page);
#define DEVMAP_DROP(page) kshim___put_devmap_managed_page(page)
#elif KSHIM_SUBSTITUTE_DEVMAP_PAGE_REFS
KSHIM_DECLARE(__put_devmap_managed_page_refs);
#define DEVMAP_DROP(page) kshim___put_devmap_managed_page_refs(page, 1)
#elif KSHIM_SUBSTITUTE_DEVMAP_FOLIO_REFS
KSHIM_DECLARE(__put_devmap_managed_folio_refs);
#define DEVMAP_DROP(page) \
	kshim___put_devmap_managed_folio_refs(container_of(page, struct folio, page), 1)
#endif

#if defined(DEVMAP_DROP) && CAN_CHECK
/* As the kernel's inlines call it in a consumer. */
static bool __init devmap_function(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	bool good;

	if (!page)
		return false;
	page_ref_inc(page);
	good = DEVMAP_DROP(page) && page_ref_count(page) == 1;
	__free_page(page);
	return good;
}
#endif

static const struct {
	const char *name;
	bool (*run)(void);
} checks[] __initconst = {
#if CAN_CHECK && KSHIM_EXPLICIT_PUT_PAGE
	{ "order_0_page", order_0_page },
	{ "order_3_tail_page", order_3_tail_page },
#if KSHIM_NATIVE_COMPOUND_HEAD
	{ "slab_page", slab_page },
#endif
#if KSHIM_NATIVE_LOCAL_IRQ_SAVE
	{ "interrupts_off", interrupts_off },
#endif
#endif
#if KSHIM_SUBSTITUTE_DEVMAP_KEY
	{ "devmap_key", devmap_key },
#endif
#if KSHIM_SUBSTITUTE_HUGETLB_KEY
	{ "hugetlb_key", hugetlb_key },
#endif
#if defined(DEVMAP_DROP) && CAN_CHECK
	{ "devmap_function", devmap_function },
#endif
};

int __init kshim_selftest(void)
{
	int i, failures = 0;

	pr_info("KTAP version 1\n");
	if (!ARRAY_SIZE(checks)) {
		pr_info("1..0 # SKIP kshim was configured for GPL-compatible consumers, "
			"or on this kernel nothing can be checked through plain "
			"exports\n");
		return 0;
	}
	pr_info("1..%zu\n", ARRAY_SIZE(checks));
	for (i = 0; i < ARRAY_SIZE(checks); i++) {
		bool good = checks[i].run();

		pr_info("%sok %d kshim.%s\n", good ? "" : "not ", i + 1, checks[i].name);
		failures += !good;
	}
	return failures ? -EIO : 0;
}
