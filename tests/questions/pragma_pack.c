/* {"api": "pragma_pack", "comment": "packs everybody's structures"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#pragma pack(1)
struct pragma_pack { char c; long l; };
int question(void)
{
	return 1 / (sizeof(struct pragma_pack) == 9);
}
