# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=bash
#
# Booted kernels. A file boots each of its kernels in setup_file; its tests then
# read the reports. What is done in a guest stands in guest/steps.

# boot_guest NAME: what there is to try of releases; the report is NAME.report.
boot_guest() {
	"$TOP/tests/guest/stage" "$1" "$BATS_FILE_TMPDIR/$1.stage" prepare selftest release life end
	boot "$1" report
}

# count_guest NAME: after boot_guest, the instructions of a drop; it is NAME.count.
count_guest() {
	(cd "$TOP/tests/guest/steps" && cat prepare instructions end) >"$BATS_FILE_TMPDIR/$1.stage/steps"
	boot "$1" count --count
}

# asked_guest NAME: after boot_guest, what kshim serves by name; it is NAME.asked.
asked_guest() {
	(cd "$TOP/tests/guest/steps" && cat prepare asked) >"$BATS_FILE_TMPDIR/$1.stage/steps"
	boot "$1" asked
}

# boot NAME REPORT [OPTION...]
boot() {
	boot_into "$1.$2" "$1.stage" "$1" --append 'memmap=128M!768M' "${@:3}"
}

# boot_into REPORT STAGE NAME [OPTION...]: boot that kernel with that stage; a failure is
# for the tests to tell of.
boot_into() {
	local folder
	read -r folder _ < <("$TOP/tests/guest/kernel" "${3%%+*}")
	"$TOP/tests/guest/boot" "${@:4}" "$folder" "$BATS_FILE_TMPDIR/$2" \
		"$BATS_FILE_TMPDIR/$1.log" >"$BATS_FILE_TMPDIR/$1" 2>&1 || :
}

# rows FILE PATTERN: the names of the rows that match, a regular expression for the
# whole name; what failed with all that it says.
rows() {
	pattern="^($2)\$" awk '
		/^ok / && $3 ~ ENVIRON["pattern"] { print $3 }
		/^not ok / && $4 ~ ENVIRON["pattern"]' "$BATS_FILE_TMPDIR/$1"
}

# assert_rows FILE PATTERN NAME...: these rows match, they alone, and all are ok.
assert_rows() {
	run rows "$1" "$2"
	assert_output "$(printf '%s\n' "${@:3}")"
}


# The claims, one a test. The consumers are plain and explicit, which are not
# GPL-compatible, and gpl, which is.

# assert_ended REPORT: the guest came to its end.
assert_ended() {
	[[ $(grep -c '^1\.\.[1-9]' "$BATS_FILE_TMPDIR/$1") == 1 ]] || {
		tail -n 20 "$BATS_FILE_TMPDIR/$1.log/console" "$BATS_FILE_TMPDIR/$1"
		fail "the guest did not come to its end; the last words of its console and report stand above"
	}
}

# assert_end REPORT: it did, nothing failed, and the kernel found nothing amiss.
assert_end() {
	assert_ended "$1"
	run grep '^not ok' "$BATS_FILE_TMPDIR/$1"
	refute_output
	assert_rows "$1" 'kernel\..*' kernel.log kernel.taint
}

# assert_selftest NAME CHECK...: kshim.ko did these checks, and no other.
assert_selftest() {
	assert_rows "$1.report" 'selftest\.(loads|passes)' selftest.loads selftest.passes
	run sed -n 's/^# kshim: ok [0-9]* kshim\.//p' "$BATS_FILE_TMPDIR/$1.report"
	assert_output "$(printf '%s\n' "${@:2}")"
}

# That it can fail: a substitute that drops nothing is noticed, and does not load.
assert_selftest_fails() {
	assert_rows "$1.report" 'selftest\.leak.*' selftest.leak_refused selftest.leak_noticed
}

# assert_kinds NAME CONSUMER
assert_kinds() {
	local freed=device_private_freed kinds
	[[ $(skipped "$1") != *device_private* ]] || freed=
	kinds=(zero_page anonymous thp_head thp_tail huge_zero_page hugetlb_head hugetlb_tail
		hugetlb_freed shmem_dirty shmem_truncated ext4_clean ext4_dirty ext4_truncated slab
		order_3_tail fs_dax device_private ${freed:+"$freed"} memory)
	assert_rows "$1.report" "kinds\.$2\..*" "${kinds[@]/#/kinds.$2.}"
}

assert_freed() {
	assert_rows "$1.report" 'freed\.plain\..*' \
		freed.plain.{task,softirq,hardirq,spinlock,two_cpus,unmapped,truncated,thp}
}

assert_contexts() {
	assert_rows "$1.report" 'contexts\.plain\..*' \
		contexts.plain.{ordinary,fs_dax}_{task,softirq,hardirq,spinlock,two_cpus}
	run awk '/ contexts\.plain\..*_two_cpus / { drops += $5 } END { print drops }' \
		"$BATS_FILE_TMPDIR/$1.report"
	assert_output 10000000
}

assert_truncate() {
	local consumer
	assert_rows "$1.report" 'truncate\..*' truncate.{gpl,plain,explicit}.fs_dax
	for consumer in plain explicit; do
		run grep " truncate\.$consumer\.fs_dax " "$BATS_FILE_TMPDIR/$1.report"
		assert_output --partial "of 1000 truncations 1000 waited, 1000 ended within a second of the drop"
	done
}

# That it can fail: a put_page() without the device-page hook hangs each time.
assert_missed() {
	assert_rows "$1.report" 'missed\..*' missed.naive.fs_dax
	run grep ' missed\.naive\.' "$BATS_FILE_TMPDIR/$1.report"
	assert_output --partial "of 5 truncations 5 waited, 0 ended within a second of the drop, 5 once they were woken by hand"
}

# Where there are substitutes, kshim comes before its consumer and goes after it.
assert_life() {
	assert_rows "$1.report" 'life\.[^p].*' life.consumer_first life.consumer_first_why \
		life.consumer_first_loaded life.both life.both.plain.fs_dax \
		life.kshim_in_use life.kshim_in_use.plain.fs_dax \
		life.consumer_again life.consumer_again.plain.fs_dax life.none \
		life.both_again life.both_again.plain.fs_dax life.none_again
}

assert_life_apart() {
	assert_rows "$1.report" 'life\..*' life.both life.both.plain.fs_dax \
		life.consumer_again life.consumer_again.plain.fs_dax life.none \
		life.both_again life.both_again.plain.fs_dax life.none_again
}

# A GPL consumer inherits no taint from kshim, and would from a proprietary one.
assert_gpl() {
	assert_rows "$1.report" 'gpl\..*|life\.proprietary.*' gpl.taint life.proprietary life.proprietary_why
}

# instructions NAME CONSUMER [STEP]: of one drop.
instructions() {
	awk -v name="${3-instructions}.$2.ordinary" '/^ok / && $3 == name { print $5 }' "$BATS_FILE_TMPDIR/$1.count"
}

# assert_instructions NAME LIMIT: of a drop of an ordinary page with kshim's flags. It
# is the kernel's own inline with its key on: just as many as without kshim on a
# machine with a DAX device, and at most LIMIT more than on one without.
assert_instructions() {
	local native with_device plain
	native=$(instructions "$1" native)
	with_device=$(instructions "$1" native with_device)
	plain=$(instructions "$1" plain)
	assert_end "$1.count"
	echo "# $1: instructions of a drop: $native native, $with_device native with a DAX device," \
		"$plain with the flags, $(instructions "$1" explicit) by kshim_put_page()" >&3
	assert [ -n "$native" ]
	assert_equal "$plain" "$with_device"
	assert awk -v native="$native" -v plain="$plain" -v limit="$2" 'BEGIN { exit !(plain - native <= limit) }'
}

# assert_asked NAME API...: kshim serves these by name, and no other that is tested: each consumer is
# refused without the flags for it, loads with them and finds the call right, with the rows that its
# source names (guest/asked); where it leaves the call out, it notices.
assert_asked() {
	local api rows
	assert_end "$1.asked"
	for api in "${@:2}"; do
		read -ra rows < <(sed -n 's/^ \* Rows: //p' "$TOP/tests/guest/asked/$api.c")
		assert [ "${#rows[@]}" -ge 1 ]
		rows=(bare bare_why loads "${rows[@]}")
		assert_rows "$1.asked" "asked\.$api\..*" "${rows[@]/#/asked.$api.}"
	done
	run sed -n 's/^ok [0-9]* asked\.\([^.]*\)\.bare_why .*/\1/p' <(sort -k 3 "$BATS_FILE_TMPDIR/$1.asked")
	assert_output "$(printf '%s\n' "${@:2}" | sort)"
	assert_rows "$1.asked" "asked\.cgroups_gone" asked.cgroups_gone
}

# What this kernel does not have, if anything.
skipped() {
	sed -n 's/^ok [0-9]* kinds\.[a-z]*\.\([^ ]*\) # SKIP \(.*\)/\1: \2/p' "$BATS_FILE_TMPDIR/$1.report" |
		sort -u | paste -sd ';'
}
