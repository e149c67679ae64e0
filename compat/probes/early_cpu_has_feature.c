/* {"api": "early_cpu_has_feature", "release": "4.18", "commit": "-", "role": "means", "comment": "says what the keys of cpu_has_feature() say"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
bool question(unsigned long feature)
{
	return early_cpu_has_feature(feature);
}
