#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Wherever a kernel's headers are and however they are named, configure finds
# them, and finds the same as on Debian's own layout. The headers are Debian's,
# rearranged, and the original is out of sight; so what is compared was compiled.

load lib/load
load lib/configure

setup_file() {
	find_root
	TREE=/usr/src/linux-headers-$RELEASE
	COMMON=/usr/src/linux-headers-${RELEASE%-amd64}-common
	export TREE COMMON
}

# found WAY SOURCE BUILD: configure, called in that way, took these trees, and
# the results are those of the reference.
found() {
	assert_line "$1: $2 $3 same"
}

# all COUNT: so many ways were gone, and each ended well.
all() {
	assert_success
	assert_equal "$(grep -c ' same$' <<<"$output")" "$1"
	refute_line --partial DIFFERENT
	refute_line --partial refused
}

# bats test_tags=tier:quick
@test "Debian: headers in two directories" {
	run inside debian
	all 8
	found nothing "$COMMON" "$TREE"
	found "--with-linux=$TREE" "$COMMON" "$TREE"
	found "--with-linux=$COMMON" "$COMMON" "$TREE"
	found "--with-linux-obj=$TREE" "$COMMON" "$TREE"
	# The running kernel and the one that is asked for have to give way.
	found "kernelver=$RELEASE-nonesuch --with-linux=$TREE" "$COMMON" "$TREE"
	found "--with-kernel=${RELEASE%-amd64}-rt-amd64 --with-linux=$COMMON" "$COMMON" "$TREE"
}

# bats test_tags=tier:all
@test "Fedora, RHEL: /usr/src/kernels" {
	run inside fedora
	all 4
	local tree=/usr/src/kernels/$RELEASE
	found "--with-kernel=$RELEASE" "$tree" "$tree"
	found "--with-linux=$tree" "$tree" "$tree"
	found "kernelver=$RELEASE" "$tree" "$tree"
	found nothing "$tree" "$tree"
}

# bats test_tags=tier:full
@test "SUSE: source and object trees" {
	run inside suse
	all 6
	local source=/usr/src/linux-${RELEASE%-*}
	local build=$source-obj/x86_64/${RELEASE##*-}
	found "--with-kernel=$RELEASE" "$source" "$build"
	found "--with-linux=$source" "$source" "$build"
	found "kernelver=$RELEASE" "$source" "$build"
	found nothing "$source" "$build"
}

# bats test_tags=tier:full
@test "Arch: the tree in /usr/lib/modules" {
	run inside arch
	all 3
	local tree=/usr/lib/modules/$RELEASE/build
	found "--with-linux=$tree" "$tree" "$tree"
	assert_line --regexp "^nothing: (/usr)?/lib/modules/$RELEASE/build (/usr)?/lib/modules/$RELEASE/build same$"
}

# bats test_tags=tier:full
@test "a source tree built elsewhere, whose Makefile is included" {
	run inside objects include
	all 3
	found --with-linux-obj=/opt/obj /opt/linux /opt/obj
	found "kernelver=6.9.9-nonesuch --with-linux=/opt/linux --with-linux-obj=/opt/obj" /opt/linux /opt/obj
}

# bats test_tags=tier:full
@test "a source tree built elsewhere, whose Makefile is called" {
	run inside objects call
	all 3
	found --with-linux-obj=/opt/obj /opt/linux /opt/obj
}

# bats test_tags=tier:full
@test "a source tree built elsewhere, without a Makefile there" {
	run inside objects link
	all 3
	found --with-linux-obj=/opt/obj /opt/obj/source /opt/obj
	run inside objects nothing
	all 2
	found "--with-linux=/opt/linux --with-linux-obj=/opt/obj" /opt/linux /opt/obj
}

# bats test_tags=tier:full
@test "a source tree built in place" {
	run inside in_place
	all 3
	found --with-linux=/opt/linux /opt/linux /opt/linux
	found --with-linux-obj=/opt/linux /opt/linux /opt/linux
	assert_line "relative: '/opt/linux'"
}

# bats test_tags=tier:all
@test "without options: the running kernel, else the newest that has headers" {
	run inside newest
	local said="kshim-probe: the running kernel 6.12.0 has no headers; taking the newest that has:"
	assert_line --index 0 "$said 6.10.0"
	assert_line --index 1 "$said 6.10.0-rc7"
	assert_line --index 2 "$said 6.9.12"
	refute_line --partial "running kernel 6.2.0"
	assert_line --index 3 --regexp "\*\*\* .*/6.2.0/build"
	assert_line "$said 6.13-amd64"
	assert_line "$said 6.13~rc3-amd64"
}

# bats test_tags=tier:all
@test "paths with spaces and stranger things for the build folder, the checkout and TMPDIR" {
	run inside spaces
	assert_success
	assert_equal "$(grep -cx kshim.ko <<<"$output")" 2
	assert_line "left: "
}

# bats test_tags=tier:full
@test "several kernels at once are as good as one at a time" {
	run inside parallel
	assert_success
	assert_equal "$(grep -c '"release":' <<<"$output")" 3
	refute_line --partial /tmp/
}

# bats test_tags=tier:all
@test "a licence that is GPL-compatible needs no substitute" {
	run inside gpl
	assert_success
	assert_line "license.gpl_compatible	true"
	assert_line "substitutes	[]"
	assert_line "cflags	"
	assert_line "apis.put_page.route	native"
	refute_line --regexp "route	substitute"
	# What there is, is free; what there isn't, has no route.
	refute_line --regexp "^apis\..*\.verdict	(gpl|namespace|missing)"
	assert_equal "$(grep -c 'route	none' <<<"$output")" "$(grep -c 'verdict	absent' <<<"$output")"
}

# bats test_tags=tier:full
@test "an outer make, or kernel build, does not leak in" {
	run inside leaks
	assert_success
	all 4
	assert_line kshim.ko
	assert_line "tree: 0 changed"
}

# bats test_tags=tier:full
@test "compilers get what wrappers live on, from kbuild and from kshim, and nothing that changes an answer" {
	run inside environment
	assert_success
	all 2
	assert_line kshim.ko
	assert_line "wrapper: runs"
	assert_line "question	stray	absent	kshim_stray.h: No such file or directory"
	assert_line "written: "
}

# bats test_tags=tier:full
@test "programs that speak French make no difference" {
	[[ -f /usr/share/locale/fr/LC_MESSAGES/binutils.mo ]] || skip "this machine has no French for binutils"
	run enter "$ROOT" --bind /usr/share/locale:/usr/share/locale -- \
		bash /kshim/tests/lib/configure-inside "$RELEASE" french
	assert_line 1
	all 1
	assert_line "question	put_page	plain"
	assert_line kshim.ko
}

# bats test_tags=tier:full
@test "any name will do for the folder of temporary files" {
	# shellcheck disable=SC2016 # the name of a folder
	local names=(relative ./there/too "/tmp/t/it's" '/tmp/t/$HOME' '/tmp/t/a;b&c|d' '/tmp/t/(x)#"y"' /tmp/t/100%=~@)
	run inside scratch_folders "${names[@]}"
	assert_success
	assert_equal "$(grep -cx kshim.ko <<<"$output")" ${#names[@]}
	assert_equal "${#lines[@]}" ${#names[@]}
}

# bats test_tags=tier:full
@test "the compiler that the kernel names comes before the default one, where the tree leaves a choice" {
	run inside named_compiler
	all 2
	assert_line --regexp '^"x86_64-linux-gnu-gcc-12 \('
	assert_line --regexp '^"gcc \('
	run inside chosen_compiler
	all 1
}

# bats test_tags=tier:all
@test "clang by its version, and compilers for other machines" {
	run inside named_toolchains
	assert_success
	assert_output " 'LLVM=1' 'LD=ld.lld' 'CC=clang', readelf
 'LLVM=-16' 'LD=ld.lld-16' 'CC=clang-16', llvm-readelf-16
 'CC=clang-16', readelf
 'LLVM=-16' 'LD=ld.lld-16' 'CC=clang-16', llvm-readelf-16
 'LLVM=-16' 'CC=clang-16', llvm-readelf-16
 'LLVM=-16' 'LD=ld.lld-16', llvm-readelf-16
 'LLVM=1' 'LD=ld.lld' 'CC=clang', readelf
 'CC=aarch64-linux-gnu-gcc-14' 'CROSS_COMPILE=aarch64-linux-gnu-' 'ARCH=arm64', aarch64-linux-gnu-readelf
 'CC=aarch64-linux-gnu-gcc-14' 'CROSS_COMPILE=aarch64-linux-gnu-' 'ARCH=arm64', aarch64-linux-gnu-readelf
 'CROSS_COMPILE=aarch64-linux-gnu-' 'ARCH=arm64', aarch64-linux-gnu-readelf
 'CROSS_COMPILE=aarch64-linux-gnu-' 'ARCH=arm64', aarch64-linux-gnu-readelf
 'CROSS_COMPILE=powerpc64le-linux-gnu-' 'ARCH=powerpc', readelf
 'CROSS_COMPILE=s390x-linux-gnu-' 'ARCH=s390', readelf
 'CC=aarch64-linux-gnu-gcc-14' 'CROSS_COMPILE=aarch64-linux-gnu-' 'ARCH=arm64', aarch64-linux-gnu-readelf"
}

# bats test_tags=tier:full
@test "kshim.ko needs no BTF, so nothing that makes it" {
	run inside without_btf
	assert_line 1
	all 1
	assert_line kshim.ko
}

# bring PROGRAM: of this machine, with its libraries, for the root.
bring() {
	local path library
	path=$(command -v "$1") || skip "this machine has no $1"
	cp -L "$path" "$BATS_FILE_TMPDIR/tools"
	ldd "$path" >/dev/null 2>&1 || touch "$BATS_FILE_TMPDIR/tools/$1.static"
	while read -r library; do
		cp -L "$library" "$BATS_FILE_TMPDIR/tools"
	done < <(ldd "$path" | grep -o '/[^ ]*')
}

# The reference was made with dash and mawk, which are Debian's.
# bats test_tags=tier:full
@test "gawk makes no difference" {
	bring gawk
	run inside other_awk gawk
	assert_line "awk runs"
	all 1
}

# bats test_tags=tier:all
@test "busybox's awk makes no difference" {
	bring busybox
	run inside other_awk busybox awk
	assert_line "awk runs"
	all 1
}

# bats test_tags=tier:full
@test "busybox's shell makes no difference" {
	bring busybox
	run inside other_shell busybox sh
	assert_line "sh runs"
	all 1
}

# bats test_tags=tier:quick
@test "bash as /bin/sh makes no difference" {
	run inside bash_as_shell
	all 1
}
