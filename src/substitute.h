/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_SUBSTITUTE_H
#define KSHIM_SUBSTITUTE_H

#include <linux/export.h>
#include <linux/module.h>

/*
 * This module is compiled without the flags that its consumers get, so that no inline that it
 * uses can lead to a substitute of its own: a static key's branches would never be patched
 * here, and a function could come back to itself. Where an inline leads to what has to be
 * substituted, it leads to the kernel's own symbol, and the build's proof refuses that.
 */

/* What it substitutes has the type that the kernel's header gives @symbol, or doesn't compile. */
#define KSHIM_DECLARE(symbol) extern __typeof__(symbol) kshim_##symbol

#define KSHIM_EXPORT(symbol)           \
	EXPORT_SYMBOL(kshim_##symbol); \
	MODULE_INFO(substitute, #symbol)

#endif /* KSHIM_SUBSTITUTE_H */
