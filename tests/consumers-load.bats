#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The programs that put file systems under load (consumers/load) find what they are there
# to find: a byte of another file, a length, a file that is still there.

# bats file_tags=tier:quick

load lib/load
load lib/consumers

setup() {
	load_programs "$BATS_TEST_TMPDIR"
	files=$BATS_TEST_TMPDIR/bin/files
	folder=$BATS_TEST_TMPDIR/folder
	mkdir "$folder"
	"$files" write "$folder" 40 4
}

@test "files: what was written is the same, and after a third was cut and a fifth removed" {
	run "$files" verify "$folder" 40 4
	assert_success
	assert_output --regexp '^40 files, [0-9]+ bytes are the same$'
	run "$files" churn "$folder" 40 4
	assert_success
	assert_output --regexp '^32 files, [0-9]+ bytes are the same$'
}

@test "files: one byte that differs is found, and told where it stands" {
	printf x | dd of="$folder/7" bs=1 seek=5000 conv=notrunc status=none
	run "$files" verify "$folder" 40 4
	assert_failure 1
	assert_output --regexp '^files: file 7: has another content: at 5000: 78 in place of [0-9a-f]{2}$'
}

@test "files: a length that differs is found" {
	truncate -s -1 "$folder/7"
	run "$files" verify "$folder" 40 4
	assert_failure 1
	assert_output --regexp '^files: file 7: has another length: [0-9]+ in place of [0-9]+$'
}

# 20 is where the second reader begins, and is removed before the end.
@test "files: a reader finds what stood in another file, and no reader stays behind" {
	cp "$folder/1" "$folder/20"
	run "$files" churn "$folder" 40 4
	assert_failure 1
	assert_output --regexp '^files: file 20: a reader found another content: at 0: '
	run pgrep -f "$files churn"
	assert_failure 1
}
