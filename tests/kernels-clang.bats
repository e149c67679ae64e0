#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# A target kernel that clang built, with kCFI (guest/config/clang): each of its functions has a
# symbol __cfi_NAME beside it, and its compiler is not the machine's own. The devmap symbols
# are GPL-only in it; they are made plain for the matrix, and flipped as in that of Debian's 6.1.

load lib/load
load lib/kernels
load lib/tool
load lib/explain

setup_file() {
	build_tool
	in_clang >"$BATS_FILE_TMPDIR/report" <<'EOF'
/kshim/tests/kernels/flip "$TREE" /tmp/plain devmap_managed_key=EXPORT_SYMBOL __put_devmap_managed_page_refs=EXPORT_SYMBOL
/kshim/tests/kernels/check --flips /tmp/plain
EOF
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# in_clang: the script on standard input where that kernel's tree is, $TREE, and its compiler. The
# kernel's own make has to be told of clang; kshim finds out, and does not look at LLVM.
in_clang() {
	local root tree
	read -r _ root tree < <("$TOP/tests/guest/kernel" 6.1-clang)
	{
		printf 'set -eu\nTREE=%s\nexport KSHIM_DATADIR=/kshim LLVM=-16\n' "$tree"
		cat
	} | enter "$root" --bind "$BUNDLE:/bundle" -- sh
}

# bats test_tags=tier:full
@test "clang: with the symbols of put_page() plain, and with each subset of them GPL-only" {
	assert_copies 17
}

# bats test_tags=tier:full
@test "clang: the verdicts and symbols of six APIs are modpost's own, on each" {
	assert_verdicts
}

# bats test_tags=tier:full
@test "clang: where nothing is left to make a substitute of, configure refuses and says so" {
	assert_refusals 1
}

# bats test_tags=tier:full
@test "clang: kshim.ko and a non-GPL consumer build on each kernel that configure accepts" {
	assert_builds
}

# bats test_tags=tier:full
@test "clang: without the flags modpost refuses the consumer, for the substituted symbols" {
	assert_needed 15
}

# bats test_tags=tier:full
@test "clang: kshim.ko references no GPL-only symbol" {
	assert_clean
}

# bats test_tags=tier:full
@test "clang: kshim's own questions take two compiler runs" {
	run in_clang <<'EOF'
/kshim/compat/engine/kshim-probe --linux-obj "$TREE" --log /tmp/log --answers /tmp/answers /kshim/compat/probes/*.c
grep -c '^question' /tmp/answers
grep -c __cfi_ /tmp/answers || :
tail -n 1 /tmp/log
EOF
	assert_success
	local count
	count=$(find "$TOP/compat/probes" -name '*.c' | wc -l)
	assert_line --index 0 "$count"
	assert_line --index 1 0
	assert_line --index 2 "-- $count questions, 2 compiler runs"
}

# bats test_tags=tier:full
@test "clang: why leads from put_page to the symbols, and knows what is absent" {
	run in_clang <<'EOF'
/bundle/kshim why -k "$TREE" put_page 'put_page((struct page *)0)' kernel_fpu_begin no_such_api
EOF
	assert_failure 1
	assert_line --regexp '^put_page: gpl on 6\.1\..*-gpl '
	assert_line --regexp '^    caller \(put_page\.c:5\) > put_page > .*devmap_managed_key +\[__jump_table\]$'
	assert_line --regexp '^    caller \(put_page\.c:5\) > put_page > put_devmap_managed_page > .*__put_devmap_managed_page_refs$'
	assert_line --regexp '^    caller \(caller\.c:3\) > put_page > '
	assert_line --regexp '^kernel_fpu_begin: gpl on'
	assert_line --regexp '^no_such_api: absent on'
	assert_line --partial "use of undeclared identifier 'no_such_api'"
	refute_line --partial __cfi_
	refute_line --partial __kcfi_
}

# bats test_tags=tier:full
@test "clang: audit of a consumer agrees with modpost, and its chains with addr2line" {
	in_clang <<'EOF' | tar -x
cp -r /kshim/tests/consumers/release /tmp/release
! make -s -C "$TREE" M=/tmp/release KCFLAGS="-g -gdwarf-aranges" modules >/tmp/log 2>&1
nm /tmp/release/release.o | grep -q ' __cfi_'
cd /tmp/release
/bundle/kshim audit --json --kernel "$TREE" release.o >json || [ $? -eq 1 ]
/kshim/tests/tool-modpost "$TREE" release.o >modpost
tar -c json modpost release.o
EOF
	run perl -MJSON::PP -0777 -ne '
		for my $module (@{ decode_json($_)->{modules} }) {
			print "release $_->{symbol} $_->{problem}\n" for @{ $module->{findings} };
		}' json
	assert_equal "${#lines[@]}" 2
	assert_equal "$(sort <<<"$output")" "$(cat modpost)"
	run "$TOP/tests/tool-chains" release.o <json
	assert_success
	assert_line --regexp '^agree [1-9]'
}

# bats test_tags=tier:full
@test "clang: what inlines of linux/mm*.h reach agrees with modpost for 40" {
	run in_clang <<'EOF'
/kshim/tests/tool-inlines "$TREE" /bundle/kshim 40 'linux/mm*.h'
EOF
	assert_success
	refute_line --partial DISAGREE
	assert_line --regexp '^agree (2[0-9]|3[0-9]|40)$'
}

# bats test_tags=tier:full
@test "clang: what modpost and clang print is recognised" {
	provoked | in_clang >out
	assert_told
	assert_line "changed - - - - - -"
}
