#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Debian's own OpenAFS, unmodified: built by DKMS in every suite, and a cell on one booted
# machine whose devmap symbols are GPL-only. What takes long, OpenAFS's own build, comes
# from the cache when nothing that goes into it changed.

# bats file_tags=tier:full

load lib/load
load lib/tool
load lib/guest
load lib/consumers
load lib/explain

setup_file() {
	build_tool
}

# built NAME: what became of OpenAFS on that target kernel is in the folder $BUILT, fetched
# once for all tests.
built() {
	BUILT=$BATS_FILE_TMPDIR/$1
	[[ -d $BUILT ]] || packaged states "$1" openafs "$BUILT"
}

report() {
	built "$1"
	run cat "$BUILT/report"
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

@test "Debian 12, 6.1: explain of its log says what was expected, and what to type" {
	built 6.1
	assert_expected openafs "$BUILT/explained" "$(sed -n 's/^release //p' "$BUILT/report")"
}

@test "Debian 11, 5.10: fails without, is built with it, and as shipped without flags" {
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

# assert_audited NAME: what the command says of the object that modpost was given without
# kshim is what modpost says of it, symbol by symbol.
assert_audited() {
	local object
	built "$1"
	object=$(find "$BUILT" -name 'openafs.*o')
	run "$TOP/tests/consumers/openafs/audit" "$1" "$object" "$BUNDLE"
	assert_success
	refute_output --partial "differ "
}

@test "Debian 12, 6.1: what audit says of OpenAFS's object is what modpost says" {
	assert_audited 6.1
	assert_line "agree openafs devmap_managed_key gpl"
	assert_line "agree openafs __put_devmap_managed_page_refs gpl"
}

@test "the same on 5.10, 6.12 and 7.2" {
	assert_audited 5.10
	assert_line "agree openafs devmap_managed_key gpl"
	assert_audited 6.12
	assert_line "agree openafs devmap_managed_key gpl"
	assert_audited 7.2
	assert_output ""
}

@test "a cell on a GPL-only 6.1: 2,000 files, 200 MB, cut and removed under readers; all comes down again" {
	boot_packaged 6.1-gpl openafs "$TOP/tests/consumers/openafs/cell" \
		openafs-client openafs-fileserver openafs-dbserver iproute2
	assert_report cell.database cell.fileserver cell.volumes cell.client cell.modules cell.write \
		cell.flush cell.read cell.churn cell.client_ends cell.kshim_ends cell.servers_end \
		cell.memory modules.gone kernel.log kernel.taint
	run said cell.modules
	assert_output "kshim openafs"
	run said cell.read
	assert_output --partial "2000 files, "
}
