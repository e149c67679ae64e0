# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The answers of ranges.list, as compat/decision/range.awk gives them.
BEGIN { FS = OFS = "\t" }
/^#/ || NF < 4 { next }
{ print $1, $2, $3, is_covered($1, $2, $3) ? "yes" : "no" }
