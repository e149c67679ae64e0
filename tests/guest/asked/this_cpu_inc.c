// SPDX-License-Identifier: BSD-2-Clause
/*
 * The same, asked for by the name of this_cpu_inc(): s390's this_cpu_read() needs nothing.
 *
 * Rows: counts preempts without
 */
#include "this_cpu_read.c"
