#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# kshim audit on modules that nobody here wrote: those of Debian's DKMS packages, built for 7.2
# without kshim, against modpost.

load lib/load
load lib/tool

setup_file() {
	build_tool
}

# bats test_tags=tier:full
@test "audit agrees with modpost on the modules of 20 DKMS packages of Debian, on 7.2, as if they were proprietary" {
	local root tree debs more names
	mapfile -t names < <(grep -v '^#' "$TOP/tests/consumers/packages/list")
	read -r root tree < <("$TOP/tests/kernels/locate" 7.2)
	debs=$("$TOP/tests/kernels/packages" --alone sid "${names[@]}" 2>/dev/null)
	more=$("$TOP/tests/kernels/packages" sid libxtables-dev zstd libelf-dev pkg-config 2>/dev/null)
	cd "$BATS_TEST_TMPDIR" || return
	# shellcheck disable=SC2016 # for the shell inside
	enter "$root" --bind "$BUNDLE:/bundle" --bind "$debs:/debs" --bind "$more:/more" -- sh -c '
		set -e
		dpkg --install /more/*.deb >&2
		KSHIM_DATADIR=/kshim exec /kshim/tests/consumers/packages/inside "$0"' "$tree" >out 2>log || fail "$(tail -n 20 log)"
	mkdir out.d
	tar -x -C out.d -f out
	cd out.d || return
	"$TOP/tests/tool-symbols" ./*.json >../kshim
	cat ./*.modpost | LC_ALL=C sort -u >../modpost
	echo "# $(grep -c '	built	' packages) packages, $(wc -l <../kshim) symbols of $(cut -d ' ' -f 1 ../kshim | uniq | wc -l) modules that have any;" \
		"not built: $(sed -n 's/^package	\(.*\)	failed	.*/\1/p' packages | tr '\n' ' ')" >&3
	assert_equal "$(diff <(LC_ALL=C sort -u ../kshim) ../modpost | head -n 40)" ""
	assert [ "$(grep -c '	built	' packages)" -ge 20 ]
	assert [ "$(wc -l <../kshim)" -ge 500 ]
}
