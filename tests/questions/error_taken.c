/* {"api": "error_taken", "comment": "#error in a branch that is taken"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
#ifndef NOBODY_HAS_THIS
#error it's not there
#endif
}
