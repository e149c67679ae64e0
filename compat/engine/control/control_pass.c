/* {"api": "control_pass", "comment": "must be answered yes; what an empty function references is the target kernel's instrumentation"} */
/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
void question(void)
{
}
