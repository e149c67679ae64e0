/* SPDX-License-Identifier: BSD-2-Clause */
/* What all questions include, each where the kernel has it. */
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/migrate.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/pagevec.h>
