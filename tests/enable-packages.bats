#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# kshim enable with DKMS packages of Debian, unmodified: where no flags are needed they are
# built to the bit as without kshim, and where the devmap symbols are GPL-only each module
# depends on kshim if it uses one, by modpost, and else does not.

# bats file_tags=tier:full

load lib/load
load lib/tool
bats_require_minimum_version 1.5.0

setup_file() {
	build_tool
}

# in_suite NAME FOLDER PROGRAM [ARG...]: run tests/packages/PROGRAM for that target kernel on the packages of FOLDER.
in_suite() {
	local root tree
	read -r root tree < <("$TOP/tests/kernels/locate" "$1")
	run --separate-stderr enter "$root" --bind "$BUNDLE:/tool" --bind "$2:/debs" -- \
		"/kshim/tests/packages/$3" "$tree" "${@:4}"
	# shellcheck disable=SC2154 # bats sets it
	[[ $status == 0 ]] || fail "$output
$stderr"
}

# built NAME FOLDER STATE...: the packages of FOLDER by DKMS, on that target kernel.
built() {
	in_suite "$1" "$2" enabled "${@:3}"
	[[ $output != *" failed "* ]] || fail "$output
$stderr"
	# Nothing is left.
	refute_line --partial /etc/dkms
}

# assert_same NAME [ANSWERS]: the same modules, enabled or not, and the same answers of its configure,
# of which there are at least so many.
assert_same() {
	local sums answers
	sums=$(sed -n "s/^$1 shipped //p" <<<"$output")
	assert [ -n "$sums" ]
	# shellcheck disable=SC2154 # bats sets it
	assert_line "$1 enabled $sums" || fail "$stderr"
	read -r _ answers _ <<<"$sums"
	assert [ "$answers" -ge "${2-0}" ]
}

packages() {
	"$TOP/tests/kernels/packages" "$@" 2>/dev/null
}

# with_libc SUITE PACKAGE [MORE]: a folder with the package, alone, with what a configure needs that links
# programs, and with more packages.
with_libc() {
	mkdir "$BATS_TEST_TMPDIR/$1"
	cp "$(packages --alone "$1" "$2")"/*.deb "$(packages "$1" libc6-dev ${3+"$3"})"/*.deb "$BATS_TEST_TMPDIR/$1"
	echo "$BATS_TEST_TMPDIR/$1"
}

# assert_cached SUITE KERNEL PACKAGE ANSWERS cloud|next: DKMS makes the same modules of it, and its configure says the
# same, with the target kernel's default flags, and at a second kernel with at least so many answers that were learnt:
# the suite's cloud kernel, or the next build of the same one.
assert_cached() {
	local step which hash count sum seconds cached
	local -A result=() took=() given=()
	local headers=()
	[[ $5 != cloud ]] || headers=(linux-headers-cloud-amd64)
	in_suite "$2" "$(with_libc "$1" "$3" "${headers[@]}")" cached "$5"
	assert_equal "${#lines[@]}" 4
	while read -r step which hash count sum seconds cached; do
		assert [ "$count" -ge "$4" ]
		result[$step-$which]="$hash $count $sum"
		took[$step-$which]=$seconds
		given[$step-$which]=$cached
	done <<<"$output"
	echo "# $3 of $1, dkms install for $2, seconds of CPU: ${took[own-first]}, and enabled, where it learns," \
		"${took[enabled-first]}; for the second ${took[own-second]}, and with $((given[enabled-second] - given[own-second]))" \
		"answers that were learnt ${took[enabled-second]}" >&3
	for which in first second; do
		assert_equal "${result[enabled-$which]}" "${result[own-$which]}" || fail "$stderr"
	done
	assert_not_equal "${result[own-second]}" "${result[own-first]}"
	assert [ "$((given[enabled-second] - given[own-second]))" -ge "$4" ]
}

# Jool and ddcci assign KBUILD_EXTRA_SYMBOLS, ddcci goes to the kernel by itself, ipt-netflow
# has a configure in PRE_BUILD.
@test "6.1: Jool, ddcci, apfs and ipt-netflow" {
	local name
	built 6.1 "$(packages bookworm jool-dkms ddcci-dkms apfs-dkms iptables-netflow-dkms)" shipped enabled flipped
	for name in jool-dkms ddcci linux-apfs-rw ipt-netflow; do
		assert_same "$name"
	done
	assert_line "ddcci flipped ddcci_backlight 'GPL' ddcci"
	assert_line "linux-apfs-rw flipped apfs 'GPL' kshim,libcrc32c"
}

@test "7.2: VirtualBox, which asks whether KBUILD_EXTRA_SYMBOLS is set" {
	built 7.2 "$(packages --alone sid virtualbox-dkms)" shipped enabled
	assert_same virtualbox
}

# Its configure probes put_page() and 250 others; spl and zfs have different licences.
@test "6.1: OpenZFS" {
	built 6.1 "$(with_libc bookworm zfs-dkms)" flipped
	assert_line --regexp "^zfs flipped spl 'GPL' *$"
	assert_line --regexp "^zfs flipped zfs 'CDDL' .*kshim"
}

# assert_unneeded NAME SUITE PACKAGE MODULE: on a target kernel that needs no flags; it is built twice.
assert_unneeded() {
	built "$1" "$(with_libc "$2" "$3")" shipped enabled
	assert_same "$4" 150
}

@test "5.10: OpenAFS of bullseye, which needs no flags there" {
	assert_unneeded 5.10 bullseye openafs-modules-dkms openafs
}

@test "6.1: OpenAFS of bookworm, which needs no flags there" {
	assert_unneeded 6.1 bookworm openafs-modules-dkms openafs
}

@test "6.12: OpenAFS of trixie, which needs no flags there" {
	assert_unneeded 6.12 trixie openafs-modules-dkms openafs
}

@test "7.2: OpenAFS of sid, which needs no flags there" {
	assert_unneeded 7.2 sid openafs-modules-dkms openafs
}

@test "6.1: OpenZFS of bookworm, which needs no flags there" {
	assert_unneeded 6.1 bookworm zfs-dkms zfs
}

@test "7.2: OpenZFS of sid, which needs no flags there" {
	assert_unneeded 7.2 sid zfs-dkms zfs
}

# Four builds each. OpenAFS's configure has other arguments on a cloud kernel, by its name.
@test "6.12: OpenZFS of trixie needs no flags, and learns with --probe-cache" {
	assert_cached trixie 6.12 zfs-dkms 180 cloud
}

@test "6.12: OpenAFS of trixie learns with --probe-cache, and knows the next build of the kernel" {
	assert_cached trixie 6.12 openafs-modules-dkms 140 next
}
