/* {"api": "absent_typedef", "comment": "a type that no kernel has"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(nobody_t *n)
{
}
