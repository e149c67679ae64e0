#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Debian's own OpenAFS, unmodified: built by DKMS on Debian 12 (with KSHIM_FULL=1 in every
# suite), and a cell on one booted machine whose devmap symbols are GPL-only. What takes
# long, OpenAFS's own build, comes from the cache when nothing that goes into it changed.

load lib/load
load lib/consumers

setup_file() {
	local module
	export TOOL=$BATS_FILE_TMPDIR/tool
	mkdir "$TOOL" "$BATS_FILE_TMPDIR/stage" "$BATS_FILE_TMPDIR/stage/modules"
	"$TOP/tests/tool-bundle" "$TOOL"
	cd "$TOP/tests/consumers/openafs" || return
	module=$(./result module 6.1-gpl "$TOOL" 2>"$BATS_FILE_TMPDIR/module.log") || {
		cat "$BATS_FILE_TMPDIR/module.log" >&2
		return 1
	}
	tar -x -C "$BATS_FILE_TMPDIR/stage/modules" -f "$module"
	load_programs "$BATS_FILE_TMPDIR/stage"
	cp steps cell "$BATS_FILE_TMPDIR/stage"
	boot_stage 6.1-gpl --time 900 --memory 2048 --disk "$(./image bookworm 2>/dev/null)"
}

# report NAME: what became of OpenAFS on that target kernel.
report() {
	local file
	[[ $1 == 6.1 ]] || full_only "OpenAFS's build takes minutes a kernel"
	file=$("$TOP/tests/consumers/openafs/result" build "$1" "$TOOL" 2>"$BATS_TEST_TMPDIR/log") || {
		cat "$BATS_TEST_TMPDIR/log"
		return 1
	}
	run cat "$file"
}

# On the GPL-only kernel the build without kshim names the symbols (one, where modpost stops
# at the first), and with it goes through.
assert_unmodified() {
	assert_line "with status openafs installed"
	assert_line "with depends kshim"
	assert_line "with loads kshim openafs"
	assert_line --regexp "^with flags -D.*=kshim_.* -D.*=kshim_"
	refute_line "without status openafs installed"
	assert_line --regexp "^without gpl-only .*devmap_managed"
	assert_shipped
}

assert_shipped() {
	local signer
	assert_line "shipped status kshim installed"
	assert_line "shipped status openafs installed"
	assert_line "shipped flags "
	assert_line "shipped depends "
	assert_line "shipped loads openafs"
	assert_line "sources unchanged"
	# Where DKMS has a signing key, it signed both with it.
	signer=$(sed -n 's/^key //p' <<<"$output")
	[[ -z $signer ]] || {
		assert_line "shipped signer $signer"
		assert_line "shipped signer of kshim $signer"
	}
}

@test "Debian 12, 6.1: fails at modpost without kshim, is built with it, and as shipped without flags" {
	report 6.1
	assert_unmodified
	assert_line "without gpl-only devmap_managed_key"
	assert_line "without gpl-only __put_devmap_managed_page_refs"
}

@test "Debian 11, 5.10: the same" {
	report 5.10
	assert_unmodified
}

@test "Debian 13, 6.12: the same" {
	report 6.12
	assert_unmodified
	assert_line "without gpl-only devmap_managed_key"
}

@test "Debian sid, 7.2: is built with kshim enabled, and without flags" {
	report 7.2
	assert_shipped
}

@test "what audit says of OpenAFS's object is what modpost says, on each, symbol by symbol" {
	local name
	full_only "OpenAFS's build takes minutes a kernel"
	for name in 5.10 6.1 6.12 7.2; do
		run "$TOP/tests/consumers/openafs/audit" "$name" "$TOOL"
		assert_success
		assert_line --regexp '^object openafs\.k?o$'
		refute_line --regexp '^differ '
		# That there was something to say.
		[[ $name == 7.2 ]] || assert_line --regexp '^agree openafs [a-z_]*devmap_managed[a-z_]* gpl$'
	done
}

@test "a cell on a GPL-only 6.1: 2,000 files, 200 MB, cut and removed under readers; all comes down again" {
	assert_report cell.database cell.fileserver cell.volumes cell.client cell.modules cell.write \
		cell.flush cell.read cell.churn cell.client_ends cell.kshim_ends cell.servers_end \
		cell.memory cell.unloads kernel.log kernel.taint
	run said cell.modules
	assert_output "kshim openafs"
	run said cell.read
	assert_output --partial "2000 files, "
}
