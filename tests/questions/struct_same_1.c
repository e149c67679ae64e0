/* {"api": "struct_same_1", "comment": "a struct that another has"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
struct same_tag {
	int a1;
	struct page *p;
};

int question(struct same_tag *s)
{
	get_page(s->p);
	return s->a1;
}
