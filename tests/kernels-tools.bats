#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The matrix is worth what its tools are worth: flip, the throwaway roots, and
# above all that the comparison can fail.

# bats file_tags=tier:quick

load lib/load

KERNELS=$BATS_TEST_DIRNAME/kernels

setup_file() {
	ROOT=$("$BATS_TEST_DIRNAME/kernels/root" bookworm)
	export ROOT
}

# symvers LINE...: a target kernel with these exports, each given as printf's.
symvers() {
	mkdir "$BATS_TEST_TMPDIR/tree"
	printf '%b\n' "$@" >"$BATS_TEST_TMPDIR/tree/Module.symvers"
	echo "KBUILD_OUTPUT=$BATS_TEST_TMPDIR/tree" >"$BATS_TEST_TMPDIR/tree/Makefile"
	touch "$BATS_TEST_TMPDIR/tree/.config"
}

flip() {
	run "$KERNELS/flip" "$BATS_TEST_TMPDIR/tree" "$BATS_TEST_TMPDIR/out" "$@"
}

@test "flip finds the export type in each layout of Module.symvers" {
	symvers '0x1\told\tvmlinux\tEXPORT_SYMBOL' \
		'0x2\tnamespace_third\tNS\tvmlinux\tEXPORT_SYMBOL' \
		'0x3\tnamespace_last\tvmlinux\tEXPORT_SYMBOL\t' \
		'0x4\tother\tvmlinux\tEXPORT_SYMBOL_GPL\tNS' \
		'0x5\tgone\tvmlinux\tEXPORT_SYMBOL\t' \
		'0x6\tbystander\tvmlinux\tEXPORT_SYMBOL\t'
	flip old=EXPORT_SYMBOL_GPL namespace_third=EXPORT_SYMBOL_GPL \
		namespace_last=EXPORT_SYMBOL_GPL other=EXPORT_SYMBOL gone=none
	assert_success
	run cat "$BATS_TEST_TMPDIR/out/Module.symvers"
	assert_output "$(printf '%b\n' '0x1\told\tvmlinux\tEXPORT_SYMBOL_GPL' \
		'0x2\tnamespace_third\tNS\tvmlinux\tEXPORT_SYMBOL_GPL' \
		'0x3\tnamespace_last\tvmlinux\tEXPORT_SYMBOL_GPL\t' \
		'0x4\tother\tvmlinux\tEXPORT_SYMBOL\tNS' \
		'0x6\tbystander\tvmlinux\tEXPORT_SYMBOL\t')"
}

@test "flip leaves the tree alone, and its copy builds in itself" {
	symvers '0x1\tsymbol\tvmlinux\tEXPORT_SYMBOL\t'
	flip symbol=EXPORT_SYMBOL_GPL
	assert_success
	assert_equal "$(cut -f 4 "$BATS_TEST_TMPDIR/tree/Module.symvers")" EXPORT_SYMBOL
	assert_equal "$(cat "$BATS_TEST_TMPDIR/out/Makefile")" "KBUILD_OUTPUT=$BATS_TEST_TMPDIR/out"
	assert_equal "$(readlink "$BATS_TEST_TMPDIR/out/.config")" "$BATS_TEST_TMPDIR/tree/.config"
}

@test "flip refuses a symbol that the kernel does not export, and leaves nothing" {
	symvers '0x1\tsymbol\tvmlinux\tEXPORT_SYMBOL\t'
	flip nonesuch=EXPORT_SYMBOL_GPL
	assert_failure
	assert_output --partial '*** nonesuch cannot be flipped'
	assert [ ! -e "$BATS_TEST_TMPDIR/out" ]
	flip symbol=GPL
	assert_failure
	assert_output --partial "*** 'symbol=GPL' is no change of an export."
}

@test "gpl-only changes the tree itself: the symbols named, or the devmap family, if there is one" {
	symvers '0x1\tdevmap_managed_key\tvmlinux\tEXPORT_SYMBOL\t' \
		'0x2\tsymbol\tvmlinux\tEXPORT_SYMBOL\t' \
		'0x3\t__put_devmap_managed_page_refs\tvmlinux\tEXPORT_SYMBOL\t'
	run "$KERNELS/gpl-only" "$BATS_TEST_TMPDIR/tree"
	assert_success
	assert_output "__put_devmap_managed_page_refs
devmap_managed_key"
	run cut -f 2,4 "$BATS_TEST_TMPDIR/tree/Module.symvers"
	assert_output "$(printf '%b\n' 'devmap_managed_key\tEXPORT_SYMBOL_GPL' 'symbol\tEXPORT_SYMBOL' \
		'__put_devmap_managed_page_refs\tEXPORT_SYMBOL_GPL')"
	run "$KERNELS/gpl-only" "$BATS_TEST_TMPDIR/tree" symbol
	assert_output symbol
	run cut -f 4 "$BATS_TEST_TMPDIR/tree/Module.symvers"
	refute_line EXPORT_SYMBOL
	sed -i /devmap/d "$BATS_TEST_TMPDIR/tree/Module.symvers"
	run "$KERNELS/gpl-only" "$BATS_TEST_TMPDIR/tree"
	assert_success
	assert_output ""
}

# compare ANSWERS CLAIMS, with words for lines and dots for tabs.
compare() {
	local side
	for side in 1 2; do
		tr ' .' '\n\t' <<<"${!side}" >"$BATS_TEST_TMPDIR/$side"
	done
	run "$KERNELS/compare" "$BATS_TEST_TMPDIR/1" "$BATS_TEST_TMPDIR/2"
}

@test "a right claim is an agreement" {
	compare "put_page.gpl.key put_page.verdict.gpl get_page.verdict.plain" \
		"put_page.verdict.gpl put_page.gpl.key put_page.plain.__put_page get_page.verdict.plain"
	assert_success
	assert_line --index 0 "agree	put_page	gpl"
	assert_line --index 1 "agree	get_page	plain"
}

@test "a wrong verdict is a disagreement" {
	compare "put_page.verdict.plain" "put_page.verdict.gpl"
	assert_failure
	assert_output "DISAGREE	put_page	modpost says plain, configure says gpl"
}

@test "a verdict that was not given is a disagreement" {
	compare "put_page.verdict.plain" "get_page.verdict.plain"
	assert_failure
	assert_output --partial "configure says nothing"
}

@test "a symbol that only modpost names, and one that only configure names, are disagreements" {
	compare "put_page.gpl.key put_page.verdict.gpl" "put_page.verdict.gpl put_page.gpl.wrong"
	assert_failure
	assert_output --partial "key (gpl) is unknown to configure"
	assert_output --partial "wrong is no GPL-only symbol to modpost"
}

@test "after its first complaint an old modpost is silent, and no more is asked of it" {
	compare "put_page.gpl.key put_page.first put_page.verdict.gpl" \
		"put_page.verdict.gpl put_page.gpl.key put_page.gpl.second"
	assert_success
	compare "put_page.gpl.key put_page.first put_page.verdict.gpl" \
		"put_page.verdict.gpl put_page.gpl.second"
	assert_failure
}

@test "no answer at all, and a modpost that fails for a reason of its own, are disagreements" {
	compare "" "put_page.verdict.plain"
	assert_failure
	compare "put_page.verdict.unknown" "put_page.verdict.unknown"
	assert_failure
}

# modpost STATUS TEXT: a kernel whose modpost says and exits so.
modpost() {
	mkdir -p "$BATS_TEST_TMPDIR/tree/scripts/mod"
	printf '%s\n' '#!/bin/sh' "cat <<'END'" "$2" END "exit $1" \
		>"$BATS_TEST_TMPDIR/tree/scripts/mod/modpost"
	chmod +x "$BATS_TEST_TMPDIR/tree/scripts/mod/modpost"
	echo -e >"$BATS_TEST_TMPDIR/modpost.options"
	touch "$BATS_TEST_TMPDIR/put_page.o"
	run "$KERNELS/answer" "$BATS_TEST_TMPDIR/tree" "$BATS_TEST_TMPDIR/put_page.o"
	assert_success
}

@test "modpost is understood in each wording it has had" {
	modpost 1 "FATAL: modpost: GPL-incompatible module put_page.ko uses GPL-only symbol 'key'"
	assert_output "put_page	gpl	key
put_page	first
put_page	verdict	gpl"
	modpost 1 "ERROR: modpost: GPL-incompatible module put_page.ko uses GPL-only symbol 'key'
ERROR: modpost: GPL-incompatible module put_page.ko uses GPL-only symbol 'other'"
	assert_output "put_page	gpl	key
put_page	gpl	other
put_page	verdict	gpl"
	modpost 1 "ERROR: modpost: put_page.ko: GPL-incompatible module uses GPL-only symbol 'key'"
	assert_output "put_page	gpl	key
put_page	verdict	gpl"
	modpost 1 'ERROR: modpost: "key" [put_page.ko] undefined!'
	assert_output "put_page	missing	key
put_page	verdict	missing"
	modpost 0 'WARNING: "key" [put_page.ko] undefined!'
	assert_output "put_page	missing	key
put_page	verdict	missing"
	modpost 1 "ERROR: modpost: module put_page uses symbol key from namespace NS, but does not import it."
	assert_output "put_page	namespace	key
put_page	verdict	namespace"
	modpost 0 "WARNING: modpost: missing MODULE_DESCRIPTION() in put_page.o"
	assert_output "put_page	verdict	plain"
	modpost 1 "something that nobody foresaw"
	assert_line "put_page	verdict	unknown"
	assert_line "modpost, about put_page: something that nobody foresaw"
}

@test "enter passes input, output and exit status through" {
	run enter "$ROOT" -- sh -c 'tr a-z A-Z; exit 7' <<<"words"
	assert_failure 7
	assert_output WORDS
}

@test "enter keeps the root, the project and the network out of reach" {
	run enter "$ROOT" -- sh -c 'touch /usr/trace /tmp/trace && ! touch /kshim/trace && cat /proc/net/dev'
	assert_success
	refute_output --partial eth
	assert [ ! -e "$ROOT/usr/trace" ]
	assert [ ! -e "$TOP/trace" ]
}

@test "enter leaves no mount and no process behind, even when killed" {
	local name=$BATS_TEST_TMPDIR/still.here signal
	mkfifo "$name"
	for signal in TERM KILL; do
		enter "$ROOT" --bind "$BATS_TEST_TMPDIR:/test" -- \
			sh -c 'echo >/test/still.here; sleep 314' 3>&- &
		read -r <"$name"
		# The function runs in a shell of its own; enter is its child.
		pkill "-$signal" -P $!
		wait $! || :
		run timeout 10 sh -c 'while pgrep -fx "sleep 314"; do sleep 0.1; done'
		assert_success
	done
	run grep -c "$ROOT" /proc/mounts
	assert_output 0
}

@test "enter says what is wrong with its arguments" {
	run "$KERNELS/enter" /nonexistent -- true
	assert_failure 125
	assert_output --partial "*** '/nonexistent' is no root"
	run "$KERNELS/enter" "$ROOT" --bind /nonexistent:/mnt -- true
	assert_failure 125
	assert_output --partial "there is no folder '/nonexistent'"
	run "$KERNELS/enter" "$ROOT"
	assert_failure 125
	assert_output --partial "no command"
}

@test "a root that exists is not made again, and a suite without kernels has none" {
	run "$KERNELS/root" bookworm
	assert_success
	assert_output "$ROOT"
	run env -u KSHIM_TIERS "$KERNELS/root" nonesuch
	assert_failure
	assert_output --partial "no target kernel is in suite 'nonesuch'"
}

@test "each target kernel names a suite that this machine's apt can say where to fetch" {
	local name suite targets=0
	while read -r name suite _; do
		[[ $name == [0-9]* ]] || continue
		run "$KERNELS/mirrors" "$suite"
		assert_success
		assert_line --index 0 --regexp "^deb \[.*\] [a-z]+:.* main$"
		targets=$((targets + 1))
	done <"$KERNELS/targets"
	assert [ "$targets" -ge 7 ]
}
