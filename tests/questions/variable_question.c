/* {"api": "variable_question", "comment": "a variable named as the function"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
int question(int i)
{
	int question = i;

	return question;
}
