/* {"api": "static_undefined", "comment": "a static function that is declared and never defined"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
static int static_undefined_helper(void);

int question(void)
{
	return static_undefined_helper();
}
