/* SPDX-License-Identifier: BSD-2-Clause */
/* The same calls, inlined in another way (see Kbuild). */
#include "sites.c"
