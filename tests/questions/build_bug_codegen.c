/* {"api": "build_bug_codegen", "comment": "BUILD_BUG_ON that strikes when code is generated"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static __always_inline int build_bug_codegen(int i)
{
	int j = i * 2;

	BUILD_BUG_ON(j == 4);
	return j;
}

int question(void)
{
	return build_bug_codegen(2);
}
