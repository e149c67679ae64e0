#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Other projects' own probes, as kshim-probe answers them: their configure, from Debian's
# package, is run once under a recording make, and each probe is asked again as a question,
# all in one batch. A record is kept in the cache (questions/record); making one takes
# minutes of CPU.

# bats file_tags=tier:full

load lib/load

# theirs PROJECT NAME: its record is the folder $RECORD.
theirs() {
	RECORD=$("$TOP/tests/questions/record" "$1" "$2" 2>"$BATS_TEST_TMPDIR/log") || {
		cat "$BATS_TEST_TMPDIR/log"
		return 1
	}
}

# assert_same PROJECT NAME PROBES: the project has at least so many probes there, some of
# each answer, and kshim-probe answers all of them as the project itself does.
assert_same() {
	theirs "$1" "$2"
	"$TOP/tests/questions/ask" "$RECORD" "$2" >"$BATS_TEST_TMPDIR/ours"
	run "$TOP/tests/questions/compare" "$1" "$2" "$RECORD" "$BATS_TEST_TMPDIR/ours"
	[[ $status == 0 ]] || fail "$(grep -v ^agree <<<"$output")"
	assert_equal "${#lines[@]}" "$(wc -l <"$RECORD/answers")"
	assert [ "${#lines[@]}" -ge "$3" ]
	assert [ "$(grep -c '^agree	[^	]*	yes' <<<"$output")" -ge 20 ]
	assert [ "$(grep -c '^agree	[^	]*	no' <<<"$output")" -ge 20 ]
	echo "# $(cat "$RECORD/package") on $2: ${#lines[@]} probes," \
		"$(grep -c ^explained <<<"$output" || :) explained; $(sed -n 's/^cpu	\(.*\)	\(.*\)/\1 s of CPU, \2 compiler runs/p' "$BATS_TEST_TMPDIR/ours")" >&3
}

@test "OpenAFS's probes of 6.1 have the answers that its own configure found" {
	assert_same openafs 6.1 170
}

@test "that the comparison can fail: an answer altered, one not given, a reason that does not apply" {
	theirs openafs 6.1
	cd "$BATS_TEST_TMPDIR" || return
	mkdir altered
	awk -F '\t' -v OFS='\t' '{ print "question", $2, $3 == "yes" ? "plain" : "absent" }' "$RECORD/answers" >ours
	run "$TOP/tests/questions/compare" none 6.1 "$RECORD" ours
	assert_success
	# The first yes becomes a no, and the first no a yes.
	awk -F '\t' -v OFS='\t' '!seen[$3]++ { $3 = $3 == "yes" ? "no" : "yes" } { print }' "$RECORD/answers" >altered/answers
	run "$TOP/tests/questions/compare" none 6.1 altered ours
	assert_failure 1
	assert_equal "$(grep -c ^DIFFER <<<"$output")" 2
	sed 1d ours >fewer
	run "$TOP/tests/questions/compare" none 6.1 "$RECORD" fewer
	assert_failure 1
	assert_equal "$(grep -c ^DIFFER <<<"$output")" 1
	# Both lists are read.
	cp -r "$TOP/tests/questions/compare" .
	awk -F '\t' -v OFS='\t' 'NR == 1 { print "none", "6.1", $2, "yes", "absent", "a reason" }' "$RECORD/answers" >explained
	run ./compare none 6.1 "$RECORD" ours
	assert_failure 1
	assert_line --index 0 --regexp "^STALE	"
}

@test "OpenZFS's probes of 6.1 have the answers that its own configure found" {
	assert_same zfs 6.1 240
}

@test "NVIDIA's probes of 6.1 have the answers that its own conftest.sh found" {
	assert_same nvidia 6.1 150
}

@test "the same on 5.10" {
	assert_same openafs 5.10 170
	assert_same zfs 5.10 200
	assert_same nvidia 5.10 150
}

@test "the same on 6.12" {
	assert_same openafs 6.12 170
	assert_same zfs 6.12 200
	assert_same nvidia 6.12 150
}

@test "the same on 7.2" {
	assert_same openafs 7.2 170
	assert_same zfs 7.2 200
	assert_same nvidia 7.2 150
}

# 200 of them, drawn from OpenAFS's and OpenZFS's in the long run.
@test "a project's probes in another order, a split and 10 one by one have the same answers (10, 10 and all: KSHIM_FULL=1)" {
	local times=1 singles=10 questions
	theirs openafs 6.1
	questions=("$RECORD"/questions/*.c)
	if full; then
		times=10 singles=200
		theirs zfs 6.1
		# Both have a few of the same name.
		mapfile -t questions < <(printf '%s\n' "$RECORD"/questions/*.c "${questions[@]}" |
			awk -F / '!seen[toupper($NF)]++ { print }' | awk 'NR % 2 == 0' | sed 200q)
	fi
	cd "$BATS_TEST_TMPDIR" || return
	"$TOP/compat/engine/kshim-probe" --save-target target "$TOP/compat/probes/put_page.c" >/dev/null
	mkdir work
	run "$TOP/tests/engine-independence" "$PWD/target" "$times" "$times" "$singles" "$PWD/work" "${questions[@]}"
	assert_success
	assert_line "${#questions[@]} questions"
}
