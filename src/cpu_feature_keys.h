/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef KSHIM_CPU_FEATURE_KEYS_H
#define KSHIM_CPU_FEATURE_KEYS_H

#include "kshim_config.h"

#if KSHIM_SUBSTITUTE_CPU_FEATURE_KEYS
/* Set the keys, once: kshim.ko's init, before any other module can be linked to them. */
void kshim_cpu_feature_keys_init(void);
#else
static inline void kshim_cpu_feature_keys_init(void)
{
}
#endif

#endif /* KSHIM_CPU_FEATURE_KEYS_H */
