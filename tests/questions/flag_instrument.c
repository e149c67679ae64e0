/* {"api": "flag_instrument", "comment": "a flag that takes instrumentation away", "flags": "-fno-stack-protector -DFLAG=a"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void *v)
{
	char c[100];

	get_random_bytes(c, sizeof(c));
}
