#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# A kernel that behaves as 4.18, the one it began with, does: made of 5.10 (kernels/old).
# put_page() references three symbols on it, too: 8 kernels, of which 7 are substituted. A ninth
# leaves nothing plain to make a substitute of, and is refused.

# bats file_tags=tier:all

load lib/load
load lib/kernels
load lib/roots

setup_file() {
	compare_old 5.10 "$(flips)"
}

# bats test_tags=tier:all
@test "4.18 as shipped, with put_page()'s symbols GPL-only, each and all (each subset: KSHIM_FULL=1), and with too many" {
	assert_copies $((2 + $(subsets 3)))
	run grep -c '^tree	.*	.*__put_devmap_managed_page' "$BATS_FILE_TMPDIR/report"
	# Half of the subsets have one of three symbols, those of a single symbol and of all as well.
	assert_output $((($(subsets 3) + 1) / 2))
}

# bats test_tags=tier:all
@test "the verdicts and symbols of six APIs are modpost's own, on each" {
	assert_verdicts
}

# bats test_tags=tier:all
@test "where nothing is left to make a substitute of, configure refuses and says so" {
	assert_refusals 1
}

# bats test_tags=tier:all
@test "kshim.ko and a non-GPL consumer build on each kernel that configure accepts" {
	assert_builds
}

# bats test_tags=tier:all
@test "without the flags modpost refuses the consumer, for the substituted symbols" {
	assert_needed "$(subsets 3)"
}

# bats test_tags=tier:all
@test "kshim.ko references no GPL-only symbol" {
	assert_clean
}

# bats test_tags=tier:all
@test "that kernel builds modules, and has what old kernels have, and lacks what they lack" {
	run in_root 5.10 <<'END'
/kshim/tests/kernels/old "$TREE" /tmp/old
cp -R /kshim/tests/consumers/release /tmp/one
printf '%s\n' '#include <linux/module.h>' 'MODULE_VERSION("1");' >/tmp/one/two.c
cp /tmp/one/release.c /tmp/one/first.c
printf '%s\n' 'obj-m := release.o both.o' 'both-y := first.o two.o' >/tmp/one/Kbuild

! make -C /tmp/old M=/tmp/one release.o >/tmp/log 2>&1
grep -o 'cannot create /tmp/one/.tmp_versions/release.mod' /tmp/log
quiet make -C /tmp/old M=/tmp/one first.o
quiet make -C /tmp/old M=/tmp/one modules
find /tmp/one -name '*.mod' | sort
cat /tmp/one/.tmp_versions/both.mod
modinfo -F vermagic /tmp/one/release.ko | sed 's/-.*64 / /; s/ mod_.*//'
modinfo -F srcversion /tmp/one/both.ko | sed 's/[0-9A-F]\{23\}/summed up/'
! grep -v '^[^	]*	[^	]*	[^	]*	EXPORT_SYMBOL[_A-Z]*$' /tmp/old/Module.symvers
END
	assert_success
	assert_output "cannot create /tmp/one/.tmp_versions/release.mod
/tmp/one/.tmp_versions/both.mod
/tmp/one/.tmp_versions/release.mod
/tmp/one/both.ko
/tmp/one/first.o /tmp/one/two.o
4.18.0 SMP
summed up"
}

# bats test_tags=tier:all
@test "the proof refuses a GPL-only symbol, and one that nobody exports, of which kbuild only warns" {
	run in_root 5.10 <<'END'
/kshim/tests/kernels/old "$TREE" /tmp/old
cp -R /kshim /tmp/kshim
mkdir /tmp/build
cd /tmp/build
quiet /tmp/kshim/configure --with-linux-obj=/tmp/old
for symbol in synchronize_rcu no_such_symbol; do
	printf '%s\n' "extern void $symbol(void);" 'void kshim_more(void);' \
		"void kshim_more(void) { $symbol(); }" | cat /kshim/src/main.c - >/tmp/kshim/src/main.c
	! make >/tmp/log 2>&1
	grep 'not a plain export\|symbol.*synchronize\|ERROR.*no_such\|not be used' /tmp/log
done
! ls kshim.ko
END
	assert_success
	assert_line --index 0 --partial "would use a symbol that is not a plain export"
	assert_line --index 1 --partial "uses GPL-only symbol 'synchronize_rcu'"
	assert_line --index 2 --partial "must not be used on this kernel"
	assert_line --index 4 --partial '"no_such_symbol" [proof.ko] undefined!'
}

# bats test_tags=tier:all
@test "5.10's own modpost takes no table of four columns, so that one is asked in its place" {
	run in_root 5.10 <<'END'
/kshim/tests/kernels/old "$TREE" /tmp/old
printf 'int nothing;\n' | gcc -x c -c -o /tmp/nothing.o -
cd /tmp
! "$TREE/scripts/mod/modpost" -i /tmp/old/Module.symvers -o /tmp/table nothing.o
quiet /tmp/old/scripts/mod/modpost -i /tmp/old/Module.symvers -o /tmp/table nothing.o
END
	assert_success
	assert_output --partial "parse error in symbol dump file"
}

# bats test_tags=tier:all
@test "only 5.10 can be made old" {
	local root tree
	read -r root tree < <("$TOP/tests/kernels/locate" 6.1)
	run enter "$root" -- /kshim/tests/kernels/old "$tree" /tmp/old
	assert_failure
	assert_output --partial "can't be made old"
}
