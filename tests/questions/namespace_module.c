/* {"api": "namespace_module", "comment": "open to kvm alone since 6.19; a plain or GPL-only export before"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include <asm/nospec-branch.h>

void question(void)
{
	write_ibpb();
}
