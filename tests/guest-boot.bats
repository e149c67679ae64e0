#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The harness of the booted kernels: what it says of a guest that does its work, of
# one that fails, dies or hangs.

load lib/load

setup_file() {
	read -r FOLDER _ < <("$TOP/tests/guest/kernel" 6.1-stock)
	export FOLDER
}

# guest [OPTION...]: boot one that does the steps on standard input.
guest() {
	mkdir "$BATS_TEST_TMPDIR/stage"
	cat >"$BATS_TEST_TMPDIR/stage/steps"
	run "$TOP/tests/guest/boot" "$@" "$FOLDER" "$BATS_TEST_TMPDIR/stage" "$BATS_TEST_TMPDIR/log"
}

# bats test_tags=tier:quick
@test "a guest reports what its steps say, and exits 0 when all is ok" {
	guest <<'EOF'
ok first "because $((1 + 1))"
check second "a b" "a b"
echo a remark
check_kernel
EOF
	assert_success
	assert_output "KTAP version 1
ok 1 first # because 2
ok 2 second # a b
# a remark
ok 3 kernel.log #
ok 4 kernel.taint # 0
1..4"
}

# What is tried of it at length, guest-6.1 tries.
# bats test_tags=tier:quick
@test "Debian's 6.1 boots with the kshim.ko that DKMS installs for it, whose self-test passes" {
	"$TOP/tests/guest/stage" 6.1-stock "$BATS_TEST_TMPDIR/stage" selftest
	echo 'rmmod kshim; check_kernel' >>"$BATS_TEST_TMPDIR/stage/steps"
	run "$TOP/tests/guest/boot" "$FOLDER" "$BATS_TEST_TMPDIR/stage" "$BATS_TEST_TMPDIR/log"
	assert_success
	assert_line --regexp '^ok [0-9]+ selftest.passes '
	refute_line --regexp '^not ok '
}

# bats test_tags=tier:all
@test "a failure, and what the kernel itself complains of, make it exit 1" {
	guest <<'EOF'
check first yes no
echo 'WARNING: made up by the test' >/dev/kmsg
check_kernel
EOF
	assert_failure 1
	assert_line "not ok 1 first # not 'yes' but 'no'"
	assert_line --partial "not ok 2 kernel.log # not '' but "
	assert_line --partial "WARNING: made up by the test"
}

# bats test_tags=tier:all
@test "what the kernel complained of before any step is told, and is no failure" {
	guest --append WARNING:made.up=1 <<'EOF'
check_kernel
EOF
	assert_success
	assert_line --regexp '^# The kernel said before any step: .*WARNING:made\.up=1'
	assert_line "ok 1 kernel.log #"
}

# bats test_tags=tier:all
@test "a guest without a step, or with half of its steps, does not pass" {
	guest <<'EOF'
echo nothing to report
EOF
	assert_failure 1
	rm -r "$BATS_TEST_TMPDIR"/{stage,log}
	guest <<'EOF'
ok first
exit 0
EOF
	assert_failure 1
	refute_line --regexp '^1\.\.'
}

# bats test_tags=tier:all
@test "a panic is a failure, and the console tells of it" {
	guest <<'EOF'
ok first
echo c >/proc/sysrq-trigger
EOF
	assert_failure 1
	assert_line --partial "*** the guest went away without an end; its last words are in "
	run grep -c 'sysrq triggered crash' "$BATS_TEST_TMPDIR/log/console"
	assert_success
}

# bats test_tags=tier:full
@test "a hang is a failure within the time limit, with the stacks of all tasks" {
	guest --time 40 <<'EOF'
ok first
sleep 1000
EOF
	assert_failure 124
	assert_line --partial "*** the guest has not ended within 40 s; "
	run grep -cE 'task:(sleep|sh|busybox|init) ' "$BATS_TEST_TMPDIR/log/console"
	assert_success
}

# bats test_tags=tier:all
@test "boot says what is wrong with its arguments" {
	run "$TOP/tests/guest/boot" --nonsense "$FOLDER" /nonesuch "$BATS_TEST_TMPDIR/log"
	assert_failure 125
	assert_output "*** '--nonsense' is no option of boot."
	run "$TOP/tests/guest/boot" "$FOLDER" /nonesuch "$BATS_TEST_TMPDIR/log"
	assert_failure 125
	assert_output --partial "*** there is no /nonesuch/steps"
	run "$TOP/tests/guest/kernel" 2.4-gpl
	assert_failure 1
	assert_output --partial "*** '2.4-gpl' is no kernel to boot"
}
