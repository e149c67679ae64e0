/* {"api": "static_assert_no", "comment": "a static assertion that fails"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
	_Static_assert(sizeof(struct page) == 1, "too big");
}
