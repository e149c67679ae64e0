# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=bash
#
# Scripts that run in throwaway copies of the suites' roots.

# in_root NAME [OPTION...]: run the script on standard input in a throwaway copy of
# the root of target kernel NAME, with further options of enter. $TREE is its build
# tree there; quiet is at hand, and what the file's own preamble prints, if it has one.
in_root() {
	local root tree
	read -r root tree < <("$TOP/tests/kernels/locate" "$1")
	{
		echo "TREE=$tree"
		cat <<'EOF'
set -eu

# quiet COMMAND...: what it says, only when it fails.
quiet() {
	"$@" >/tmp/log 2>&1 || {
		cat /tmp/log
		exit 1
	}
}
EOF
		! declare -F preamble >/dev/null || preamble
		cat
	} | enter "$root" "${@:2}" -- sh
}
