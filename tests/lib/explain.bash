# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=bash

# assert_expected NAME FILE RELEASE: each line that was written down for NAME (explain/expected),
# before the tool had been run on it, is in FILE, for that kernel.
assert_expected() {
	local line
	run cat "$2"
	while IFS= read -r line; do
		assert_line "$line"
	done < <(sed -e '/^#/d' -e "s/KERNEL/$3/" "$TOP/tests/explain/expected/$1")
}
