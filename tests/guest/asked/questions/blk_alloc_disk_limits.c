/* {"api": "blk_alloc_disk_limits"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
struct gendisk *question(struct queue_limits *limits)
{
	return blk_alloc_disk(limits, NUMA_NO_NODE);
}
