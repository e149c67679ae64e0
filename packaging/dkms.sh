# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# What DKMS says of a kernel for which it could not build or install kshim.ko. Its make.log
# is that of the last build, of whatever kernel.

# dkms_reached RELEASE LOG - is LOG, a make.log, of this kernel's build?
dkms_reached() {
	grep -qs "^DKMS.* for kernel $1 (" "$2"
}

# dkms_why RELEASE LOG SAID - why there is no module for this kernel: the message of
# configure or of the build in LOG, whole, when this kernel's build was reached; or the last of
# DKMS's own in the file SAID.
dkms_why() {
	if dkms_reached "$1" "$2"; then
		# Only what kshim says: make has lines of that form, too.
		_why=$(awk '
			!said && sub(/^(configure|kshim-probe|build): (error: )?[*][*][*] /, "") { said = 1; print; next }
			said && !/^ / { exit }
			said { print }' "$2")
	else
		_why=$(awk '
			/^\$ / { why = full = "" }
			/No space left on device/ { full = "There is no space left." }
			sub(/^(Error!|ERROR:|Warning:) */, "") && why == "" { why = $0 }
			END { print full ? full : why }' "$3")
	fi
	printf '%s\n' "${_why:-DKMS does not say why; see the log.}"
}
