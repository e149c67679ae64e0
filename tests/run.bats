#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# tests/run itself, in a checkout of a few small tests.

# bats file_tags=tier:quick

load lib/load

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir scratch tests
	cp -R "$TOP/tests/run" "$TOP/tests/lib" tests
}

# start [VARIABLE=VALUE] WORD...: tests/run here, which knows of no run and no bats around it.
# (In PATH bats puts a folder first whose bats works for nobody else.)
start() {
	exec env -i --default-signal=INT,HUP "PATH=${PATH//"$BATS_LIBEXEC:"/}" "HOME=$HOME" "TMPDIR=$PWD/scratch" "$@"
}

# a_test FILE TIER NAME COMMAND...: one more, of that tier.
a_test() {
	printf '# bats test_tags=tier:%s\n@test "%s" {\n\t%s\n}\n' "$2" "$3" "${*:4}" >>"tests/$1.bats"
}

some_tests() {
	a_test one quick "goes well" true
	a_test one all "goes well, too" true
	a_test one full "lasts" true
	a_test two all "is left out" 'skip "it rains"'
}

@test "each run takes the tests of its tiers, counts them, and ends as prove does" {
	some_tests
	run start tests/run
	assert_success
	assert_line --regexp '^ +[0-9]:[0-9]{2}  1 of 4 tests, '
	assert_line --regexp '^ +[0-9]:[0-9]{2}    1/1 ok      one: goes well'
	assert_line "All tests successful."
	assert_line --regexp '^Files=1, Tests=1, '
	assert_line --index $((${#lines[@]} - 1)) "Result: PASS"
	run start tests/run all
	assert_line --regexp '  3/3 '
	assert_line "  tests/two.bats: is left out: it rains"
	assert_line "1 skipped"
	assert_line --regexp '^Files=2, Tests=3, '
	run start tests/run one
	assert_line --regexp '^Files=1, Tests=2, '
	run start KSHIM_FULL=1 tests/run all
	assert_line --regexp '^Files=2, Tests=4, '
	assert_equal "$(ls scratch)" ""
}

@test "a run of nothing, and one of what there isn't, are errors" {
	a_test one full "lasts" true
	run start tests/run
	assert_failure 1
	assert_output --partial "*** "
	run start tests/run three
	assert_failure 1
	assert_output --partial "*** there is no test group 'three'"
	run start KSHIM_FULL=1 tests/run
	assert_failure 1
	assert_output --partial "Run: KSHIM_FULL=1 tests/run all"
	assert_equal "$(ls scratch)" ""
}

@test "a failure is told with its reason before the run is over, and is the run's" {
	some_tests
	a_test one all "fails" 'echo "because of this"; false'
	a_test one all "comes after" true
	run start tests/run all
	assert_failure 1
	assert_line --regexp '^ +[0-9]:[0-9]{2}    [1-5]/5 \*\*\* failed one: fails'
	assert_output --regexp 'because of this
.* ok      one: comes after'
	assert_line "Result: FAIL"
}

@test "a skip without a reason, and a file that breaks, are failures" {
	a_test one all "is left out" skip
	run start tests/run all
	assert_failure 1
	assert_line --partial "*** tests/one.bats skips a test and does not say why."
	printf '@test "half" {\n\ttrue\n' >tests/two.bats
	run start tests/run two
	assert_failure 1
}

@test "what a test has made is told, and is no output of the test" {
	# shellcheck disable=SC2016 # for the test
	a_test one all "makes" 'run tests/lib/making "making a thing" sh -c "echo progress >&2; echo thing"; [ "$output" = thing ]'
	# shellcheck disable=SC2016 # for the test
	a_test one all "makes not" 'run tests/lib/making "making another" sh -c "echo progress >&2; exit 3"; [ "$status $output" = "3 progress" ]'
	run start tests/run all
	assert_success
	assert_line --regexp '  making a thing \.\.\.$'
	assert_line --regexp '  done: making a thing \([0-9]+ s\)$'
	assert_line --regexp '  \*\*\* failed: making another \([0-9]+ s\)$'
	refute_line --partial progress
	# By hand it is seen.
	run start tests/lib/making "making a thing" sh -c "echo progress >&2; echo thing"
	assert_output "progress
thing"
}

@test "an interrupt ends the run and all that it has started, and leaves nothing" {
	local signal status
	a_test one all "lasts" 'echo $$ >begun; sleep 98764'
	for signal in INT TERM HUP; do
		rm -f begun
		start tests/run all >output 2>&1 3>&- &
		timeout 60 sh -c 'until [ -s begun ]; do sleep 0.1; done'
		kill -"$signal" $!
		status=0
		wait $! || status=$?
		assert [ "$status" -eq "$([[ $signal == INT ]] && echo 130 || echo 143)" ]
		run kill -0 "$(cat begun)"
		assert_failure
		assert_equal "$(ls scratch)" ""
	done
}
