/* {"api": "float_used", "comment": "what a kernel can't compile"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
double question(double a)
{
	return a * 2;
}
