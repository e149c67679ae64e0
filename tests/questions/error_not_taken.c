/* {"api": "error_not_taken", "comment": "#error in a branch that is not taken"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
#ifdef NOBODY_HAS_THIS
#error it's there
#endif
}
