/* {"api": "build_bug", "comment": "BUILD_BUG_ON that strikes"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(struct page *p)
{
	BUILD_BUG_ON(sizeof(*p) != 1);
}
