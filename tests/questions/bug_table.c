/* {"api": "bug_table", "comment": "the bug table"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(int i)
{
	WARN(i == 1, "one %d\n", i);
	WARN_ONCE(i == 2, "two\n");
	BUG_ON(i == 3);
	if (i == 4)
		BUG();
	return i;
}
