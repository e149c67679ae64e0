/* {"api": "goto_label", "comment": "labels that others have"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(int i)
{
	if (i)
		goto out;
	put_page(NULL);
out:
	return i;
}
