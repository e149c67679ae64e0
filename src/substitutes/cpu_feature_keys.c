// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * cpu_feature_keys, the static keys that cpu_has_feature() asks on powerpc, one for each feature of
 * the processor, in a kernel with CONFIG_JUMP_LABEL_FEATURE_CHECKS.
 *
 * Mechanism: all keys begin as true. Once in early boot, cpu_feature_keys_init() switches those off
 * whose feature cur_cpu_spec doesn't have; nobody changes one later. So the key of a feature says
 * for ever what early_cpu_has_feature(), the inline beside cpu_has_feature() in the kernel's
 * header, says of it: that looks at cur_cpu_spec, which is plain, and does so at any time. Kshim's
 * keys are set by that, when the module is loaded. (Features that all or none of the processors
 * have for which the kernel is built are settled by the compiler, in both, before any key.)
 *
 * On ppc64 features don't change after the kernel's keys were set, in early_setup(): in
 * check_features() the kernel itself compares them with those of that time, and warns. What changes
 * one later than that is amigaone_probe(), on ppc32 alone, which is why this is not for ppc32.
 * Read in 4.18, 4.19.48, 5.4.273, 5.10.262, 6.1.192, 6.8, 6.12.118, 7.2.13 and 7.3-rc7, in
 * RHEL 8.0, 8.1, 8.3, 8.8, 9.2 and 9.3 (arch/powerpc: kernel/cputable.c, kernel/setup_64.c,
 * lib/feature-fixups.c; kernel/jump_label.c).
 *
 * A site in a consumer is compiled for a key that is true at first. The type bit of each key says
 * that it was, as the kernel's own do, and where "enabled" is 0 the loader patches the site,
 * since key and site disagree (jump_label_add_module()). Nothing here patches a site: so the keys
 * are set before there is one. kshim.ko has none, and the loader lets whoever needs a symbol of
 * a module wait until that module's init is over (strong_try_module_get()).
 *
 * Reason: up to 4.7 cpu_has_feature() was an inline that read cur_cpu_spec (seen in 4.4, and in
 * b92a226e5284); 4.8, 4db7327194db ("powerpc: Add option to use jump label for
 * cpu_has_feature()"), for speed.
 */
#include "kshim_config.h"

#if KSHIM_SUBSTITUTE_CPU_FEATURE_KEYS
#include <linux/init.h>
#include <linux/jump_label.h>
#include <asm/cpu_has_feature.h>

#include "cpu_feature_keys.h"
#include "substitute.h"

KSHIM_DECLARE(cpu_feature_keys);

DEFINE_STATIC_KEY_ARRAY_TRUE(kshim_cpu_feature_keys, NUM_CPU_FTR_KEYS);
KSHIM_EXPORT(cpu_feature_keys);

void __init kshim_cpu_feature_keys_init(void)
{
	int i;

	for (i = 0; i < NUM_CPU_FTR_KEYS; i++)
		if (!early_cpu_has_feature(1UL << i))
			atomic_set(&kshim_cpu_feature_keys[i].key.enabled, 0);
}
#endif
