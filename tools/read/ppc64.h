/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What stands between code and symbols on 64-bit PowerPC, taken out.
 */
#ifndef KSHIM_PPC64_H
#define KSHIM_PPC64_H

#include "read/object.h"

/*
 * Code there gets the addresses of data by way of slots in .toc: let its relocations name what
 * the slots name, and drop those of the slots. And where .opd holds function descriptors (ELFv1),
 * functions are symbols in there: let them be where their code is. @object has its symbols, and its
 * relocations sorted. 0 or -ENOMEM.
 */
int ppc64_resolve(struct object *object);

#endif /* KSHIM_PPC64_H */
