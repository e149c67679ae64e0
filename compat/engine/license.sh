# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh

# license_is_gpl_compatible STRING - does the kernel count MODULE_LICENSE(STRING) as
# GPL-compatible? Only these exact strings are: license_is_gpl_compatible(), the same
# in Linux 4.18 to 7.3.
license_is_gpl_compatible() {
	case $1 in
	"GPL" | "GPL v2" | "GPL and additional rights" | "Dual BSD/GPL" | "Dual MIT/GPL" | "Dual MPL/GPL") ;;
	*) return 1 ;;
	esac
}

# license_check STRING - refuse one that no module can have, and no table.
license_check() {
	case $1 in
	*[[:cntrl:]]*)
		die "The licence has a TAB, a newline or another control character in it." \
			"A MODULE_LICENSE is one line of text." "Give the string alone, as it stands in the module: 'Dual BSD/GPL'."
		;;
	esac
}
