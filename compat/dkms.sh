# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# Where DKMS keeps what it builds.

# dkms_tree - print that folder: KSHIM_DKMS_TREE, else what the administrator wrote for DKMS,
# which is read as DKMS reads it, else DKMS's own default.
dkms_tree() {
	_tree=${KSHIM_DKMS_TREE-}
	if [ -z "$_tree" ] && grep -qs '^[^#]*dkms_tree=' /etc/dkms/framework.conf /etc/dkms/framework.conf.d/*.conf; then
		# shellcheck disable=SC2016 # for bash, which DKMS is written in
		_tree=$(bash -c 'for file; do
			[ ! -r "$file" ] || . "$file" >/dev/null 2>&1
		done
		printf "%s\n" "$dkms_tree"' dkms /etc/dkms/framework.conf /etc/dkms/framework.conf.d/*.conf)
	fi
	printf '%s\n' "${_tree:-/var/lib/dkms}"
}

# dkms_probes - print the folder for what is learnt of consumers' configures: a folder each, and in
# there one each version.
dkms_probes() {
	echo /var/lib/kshim/probes
}
