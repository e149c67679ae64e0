#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Kernels of other machines: kshim kernels, and configure and make for what it brings.

load lib/load
load lib/tool

setup_file() {
	build_tool
	STATE=$(dpkg-query -W)
	export STATE
}

# added NAME: print the build tree of that kernel.
added() {
	"$TOP/tests/kernels/added" "$1"
}

# configure_for NAME: in a folder of its own, where the test is then.
configure_for() {
	mkdir "$BATS_TEST_TMPDIR/$1"
	cd "$BATS_TEST_TMPDIR/$1" || return
	"$TOP/configure" "--with-kernel=$1" >configure.said 2>&1 || fail "$(cat configure.said)"
}

# builds NAME MACHINE: configure and make find all that they need, without a word.
builds() {
	configure_for "$1" || return
	make >make.said 2>&1 || fail "$(cat make.said)"
	run readelf -h kshim.ko
	assert_line --regexp "Machine: .*$2"
}

# advice_gives_flags NAME: where kshim.ko has a substitute, so does the API by which explain says to ask for it.
advice_gives_flags() {
	local api substitutes symbol
	configure_for "$1" || return
	read -ra substitutes < <(sed -n 's/^ "substitutes": \[\(.*\)\],$/\1/p' kshim.json | tr -d '",')
	assert [ "${#substitutes[@]}" -ge 1 ]
	for symbol in "${substitutes[@]}"; do
		run "$KSHIM" explain --kernel "$1" "$symbol"
		api=$(sed -n 's/.*--cflags --api \([a-z_]*\) .*/\1/p' <<<"$output")
		assert_equal "$symbol $(KSHIM_DIR=$PWD kernelver='' "$TOP/compat/kshim-config" --route "$api")" "$symbol substitute"
	done
}

# bats test_tags=tier:quick
@test "what names no kernel, and what was never added, is refused before anything is fetched" {
	local name
	export XDG_CACHE_HOME=$BATS_TEST_TMPDIR
	for name in 7.2 arm64 7.2-vax ../7.2-arm64 '7.2-arm64;x' ''; do
		run "$KSHIM" kernels add "$name"
		assert_equal "$status" 2
		assert_line --partial "*** '$name' names no kernel."
	done
	run "$KSHIM" kernels remove 7.2-arm64
	assert_equal "$status" 2
	assert_line --partial "*** The kernel '7.2-arm64' was not added."
	run "$KSHIM" kernels list
	assert_success
	assert_output "None was added. To add one: kshim kernels add 7.2-arm64"
	run "$KSHIM" kernels add
	assert_equal "$status" 2
}

# bats test_tags=tier:all
@test "arm64 7.2: kshim kernels brings it, configure and make build for it, and it is known by its name" {
	tree=$(added 7.2-arm64)
	builds 7.2-arm64 AArch64
	run "$KSHIM" audit --kernel 7.2-arm64 kshim.ko
	assert_success
	assert_output --partial "every symbol is within reach"
	# The kernel's own modpost refuses what has a call that kshim would have to serve.
	mkdir bare
	printf '%s\n' '#include <linux/module.h>' '#include <linux/bio.h>' \
		'void bare(struct bio *bio, struct block_device *bdev);' \
		'void bare(struct bio *bio, struct block_device *bdev) { bio_set_dev(bio, bdev); }' \
		'MODULE_DESCRIPTION("bare");' 'MODULE_LICENSE("BSD");' >bare/bare.c
	echo 'obj-m := bare.o' >bare/Kbuild
	run make -C "$tree" M="$PWD/bare" modules
	assert_failure
	assert_output --partial "GPL-only symbol 'bio_associate_blkg'"
	run "$KSHIM" explain --kernel 7.2-arm64 bio_set_dev
	assert_output --partial "bio_associate_blkg"
	run "$KSHIM" kernels list --json
	assert_output --partial "\"build\":\"$tree\""
	# Nothing came into this machine's own list of packages.
	assert_equal "$(dpkg-query -W)" "$STATE"
}

# bats test_tags=tier:full
@test "configure's verdicts are modpost's on other architectures, and what is built for them is clean" {
	local name tree
	for name in 7.2-arm64 7.2-ppc64el 7.2-s390x 7.2-riscv64 6.1-arm64 6.1-ppc64el 6.12-arm64 6.12-riscv64 5.10-arm64; do
		tree=$(added "$name")
		# check reads objects with nm, and this machine's knows its own alone.
		mkdir "$BATS_TEST_TMPDIR/$name.bin"
		ln -s "${tree%/usr/src/*}"/usr/bin/*-nm "$BATS_TEST_TMPDIR/$name.bin/nm"
		PATH="$BATS_TEST_TMPDIR/$name.bin:$PATH" run "$TOP/tests/kernels/check" "$tree"
		assert_success
		refute_line --partial DISAGREE
		assert_line --regexp '^agree	clean	'
		assert_line --regexp '^agree	builds	'
	done
}

# bats test_tags=tier:full
@test "what explain says to ask for gives flags on each architecture" {
	local name
	for name in 7.2-arm64 7.2-ppc64el 7.2-s390x 7.2-riscv64; do
		added "$name"
		advice_gives_flags "$name"
	done
}

# bats test_tags=tier:full
@test "a kernel is removed, and added again" {
	added 6.1-arm64
	"$KSHIM" kernels remove 6.1-arm64
	run "$KSHIM" matrix --kernel 6.1-arm64
	assert_equal "$status" 2
	assert_output --partial "No such kernel has headers on this machine."
	added 6.1-arm64
	run "$KSHIM" matrix --kernel 6.1-arm64
	assert_line --regexp '^put_page +plain native'
}

# bats test_tags=tier:full
@test "the headers of 6.1 on ppc64el are gone through, whose assembler gives an error without a line" {
	added 6.1-ppc64el
	run "$KSHIM" headers --kernel 6.1-ppc64el
	assert_line --index 1 --regexp '^6\.1\.0-.*-powerpc64le: [0-9]{5} static inline functions and macros in 1[0-9]{3} headers; '
	refute_line --partial 'broke down'
}
