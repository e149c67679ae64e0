/* {"api": "question_twice", "comment": "question twice"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
}

void question(void)
{
}
