# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=bash
#
# The command kshim, built once for all files of a run, or for a file that bats runs alone.

# build_tool: for setup_file. Here it is $KSHIM; in a suite's root, /bundle/kshim.
build_tool() {
	BUNDLE=${KSHIM_TESTS:-$BATS_FILE_TMPDIR}/bundle
	(
		flock 9
		[[ -x $BUNDLE/kshim ]] || "$TOP/tests/tool-bundle" "$BUNDLE"
	) 9>"$BUNDLE.lock"
	KSHIM=$BUNDLE/kshim
	KSHIM_DATADIR=$TOP
	export BUNDLE KSHIM KSHIM_DATADIR
}

# in_root_with_tool NAME [BIND...]: the script on standard input in the root of target kernel NAME;
# $TREE is its build tree.
in_root_with_tool() {
	local root tree binds=() bind
	read -r root tree < <("$TOP/tests/kernels/locate" "$1")
	for bind in "${@:2}"; do
		binds+=(--bind "$bind")
	done
	{
		printf 'set -eu\nTREE=%s\nexport KSHIM_DATADIR=/kshim\n' "$tree"
		cat
	} | enter "$root" --bind "$BUNDLE:/bundle" "${binds[@]}" -- sh
}
