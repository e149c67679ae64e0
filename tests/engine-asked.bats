#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Questions that are put to kshim-probe on its command line.

load lib/load

setup_file() {
	export PROBE=$TOP/compat/engine/kshim-probe
	export TARGET=$BATS_FILE_TMPDIR/target
	"$PROBE" --save-target "$TARGET" "$TOP/compat/probes/put_page.c" >/dev/null
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir tmp
	export TMPDIR=$BATS_TEST_TMPDIR/tmp
	# shellcheck source=/dev/null
	. "$TARGET"
}

teardown() {
	[[ -z $(ls -A "$BATS_TEST_TMPDIR/tmp") ]]
}

# verdicts: of each question in $output, its name and verdict.
verdicts() {
	sed -n 's/^question	\([^	]*\)	\([a-z]*\).*/\1 \2/p' <<<"$output"
}

# bats test_tags=tier:quick
@test "an expression, a member and a declaration have the answers of the same questions in C" {
	local expected
	mkdir c
	printf '%s\n' '/* */' '#include <linux/fs.h>' 'void question(void) { vfs_fsync(NULL, 0); }' >c/vfs_fsync.c
	printf '%s\n' '/* */' 'void question(void) { kernel_fpu_begin(); kernel_fpu_end(); }' >c/fpu.c
	printf '%s\n' '/* */' '#include <linux/fs.h>' 'void question(void) { vfs_fsync(NULL); }' >c/few.c
	printf '%s\n' '/* */' '#include <linux/fs.h>' 'long question(void) { return offsetof(struct inode, i_mode); }' \
		>c/struct_inode_i_mode.c
	printf '%s\n' '/* */' 'long question(void) { return sizeof(((struct inode *)0)->i_none); }' >c/struct_inode_i_none.c
	printf '%s\n' '/* */' 'long question(void) { return sizeof(((pg_data_t *)0)->node_zones); }' >c/pg_data_t_node_zones.c
	printf '%s\n' '/* */' 'unsigned long question(void) { return PAGE_SIZE; }' >c/decl_PAGE_SIZE.c
	printf '%s\n' '/* */' 'void *question(void) { return kfree; }' >c/decl_kfree.c
	printf '%s\n' '/* */' 'void *question(void) { return kfree_none; }' >c/decl_kfree_none.c
	run "$PROBE" --target "$TARGET" c/*.c
	assert_success
	expected=$(verdicts)
	run "$PROBE" --target "$TARGET" --expr 'vfs_fsync(NULL, 0)' --expr 'fpu=kernel_fpu_begin(); kernel_fpu_end()' \
		--expr 'few=vfs_fsync(NULL)' --include linux/fs.h --member 'struct inode.i_mode' --member 'struct inode.i_none' \
		--member pg_data_t.node_zones --decl PAGE_SIZE --decl kfree --decl kfree_none
	assert_success
	assert_equal "$(verdicts)" "$expected"
	assert_equal "$(wc -l <<<"$expected") $(sort -u -k 2,2 <<<"$expected" | wc -l)" "9 3"
}

# What is exported the kernel's own table says, and what is set its own configuration.
# bats test_tags=tier:quick
@test "exports and options are looked up, without a compiler" {
	local symbol type
	mkdir path
	printf '%s\n' '#!/bin/sh' 'echo "a compiler was called" >&2' 'exit 1' >path/gcc
	chmod +x path/gcc
	run env "PATH=$PWD/path:$PATH" KERNEL_CC="$PWD/path/gcc" "$PROBE" --linux-obj "$K_BUILD" --export kstrdup \
		--export kernel_fpu_begin_mask --export dma_buf_get --export put_page_of_nobody --config NUMA \
		--config CONFIG_SMP --config NO_SUCH_OPTION
	assert_success
	refute_output --partial "a compiler was called"
	for symbol in kstrdup kernel_fpu_begin_mask dma_buf_get; do
		type=$(awk -v symbol="$symbol" '$2 == symbol { print $4 == "EXPORT_SYMBOL" ? "plain" : "gpl" }' "$K_SYMVERS")
		assert_line "question	export_$symbol	$type"
	done
	assert_line "question	export_put_page_of_nobody	absent	put_page_of_nobody is exported by nobody"
	assert grep -q '^CONFIG_NUMA=y' "$K_CONFIG"
	assert_line "question	config_NUMA	plain"
	assert_line "question	config_SMP	plain"
	assert_line "question	config_NO_SUCH_OPTION	absent	CONFIG_NO_SUCH_OPTION is not set"
	run "$PROBE" --target "$TARGET" --license GPL --export dma_buf_get --header /dev/stdout
	assert_line "question	export_dma_buf_get	namespace"
	assert_line "#define HAVE_EXPORT_DMA_BUF_GET 1"
	assert_line "#define PLAIN_EXPORT_DMA_BUF_GET 0"
}

# bats test_tags=tier:all
@test "on a terminal the answers are sentences" {
	run script -qec "'$PROBE' --target '$TARGET' --expr 'kernel_fpu_begin()' --export nothing --export kstrdup" /dev/null
	assert_success
	assert_line --index 0 --regexp "^Linux ${K_RELEASE//./\\.}, for a module under the licence \"Proprietary\":"
	assert_line --regexp "^export_kstrdup   plain"
	assert_line --regexp "^export_nothing   absent: nothing is exported by nobody"
	assert_line --regexp "^kernel_fpu_begin gpl: kernel_fpu_begin_mask is GPL-only"
}

# bats test_tags=tier:all
@test "what can't be asked is told, and nothing is answered" {
	local given
	for given in "--expr 1" "--expr (0)" "--member inode" "--member struct.inode.x" "--export a-b" "--config A=y" "--decl a(b)"; do
		# shellcheck disable=SC2086 # two words
		run "$PROBE" --target "$TARGET" $given
		assert_failure 1
		assert_output --partial '***'
		refute_output --partial $'question\t'
	done
	run "$PROBE" --target "$TARGET" --expr 'a=put_page(NULL)' --expr 'a=get_page(NULL)'
	assert_failure 1
	assert_line --partial "*** There are two questions a."
	run "$PROBE" --target "$TARGET" --expr
	assert_failure 1
	assert_line --partial "*** --expr needs a value."
}
