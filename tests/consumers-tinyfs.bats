#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# tinyfs, the example of a consumer: built for every target kernel, and put under load on
# a booted one whose devmap symbols are GPL-only.

load lib/load
load lib/roots
load lib/guest
load lib/consumers

# boot_loaded: put it under load on a GPL-only 6.1.
boot_loaded() {
	local root tree kernel
	mkdir -p "$BATS_FILE_TMPDIR/stage/modules"
	cd "$TOP" || return
	read -r kernel root tree < <(tests/guest/kernel 6.1-gpl)
	# shellcheck disable=SC2016 # for the shell inside
	enter "$root" --bind "$kernel/build:/build" -- sh -c '
		/kshim/tests/consumers/tinyfs/build "$0" >&2
		tar -C /tmp/out -c .' "$tree" | tar -C "$BATS_FILE_TMPDIR/stage/modules" -x
	load_programs "$BATS_FILE_TMPDIR/stage"
	cp tests/consumers/tinyfs/steps "$BATS_FILE_TMPDIR/stage/steps"
	boot_stage 6.1-gpl
}

# assert_builds NAME SYMBOL...: without a warning, as shipped and where the symbols are
# GPL-only; there modpost names them without kshim's flags.
assert_builds() {
	run in_root "$1" <<END
build=/kshim/tests/consumers/tinyfs/build
\$build "\$TREE"
modinfo -F depends /tmp/out/tinyfs.ko
set -- ${*:2}
[ \$# -gt 0 ] || exit 0
/kshim/tests/kernels/flip "\$TREE" /tmp/flipped \$(printf '%s=EXPORT_SYMBOL_GPL ' "\$@")
\$build /tmp/flipped
modinfo -F depends /tmp/out/tinyfs.ko
rm /tmp/tinyfs/*.o /tmp/tinyfs/*.ko
make -C /tmp/flipped M=/tmp/tinyfs modules 2>&1 | grep -o "GPL-only symbol '.*'" | sort -u
END
	assert_success
}

# bats test_tags=tier:full
@test "5.10: builds as shipped, and on a GPL-only kernel with kshim alone" {
	assert_builds 5.10 devmap_managed_key put_devmap_managed_page
	assert_line --index 0 kshim
	assert_line --index 1 --partial "GPL-only symbol '"
}

# bats test_tags=tier:quick
@test "6.1: the same" {
	assert_builds 6.1 devmap_managed_key __put_devmap_managed_page_refs
	assert_output "
kshim
GPL-only symbol '__put_devmap_managed_page_refs'
GPL-only symbol 'devmap_managed_key'"
}

# bats test_tags=tier:full
@test "6.12: the same" {
	assert_builds 6.12 devmap_managed_key __put_devmap_managed_folio_refs
	assert_output "
kshim
GPL-only symbol '__put_devmap_managed_folio_refs'
GPL-only symbol 'devmap_managed_key'"
}

# bats test_tags=tier:full
@test "7.2: builds as shipped, and needs no kshim" {
	assert_builds 7.2
	assert_output ""
}

# bats test_tags=tier:full
@test "7.3: the same" {
	assert_builds 7.3
	assert_output ""
}

# bats test_tags=tier:quick
@test "no line of it asks for the kernel's version" {
	run grep -rnE 'LINUX_VERSION_CODE|KERNEL_VERSION|linux/version\.h' "$TOP/tests/consumers/tinyfs"
	assert_failure 1
}

# bats test_tags=tier:full
@test "on a GPL-only 6.1: 100,000 operations, 2,000 files, migration, and all memory comes back" {
	boot_loaded
	assert_report tinyfs.needs_kshim tinyfs.fsx tinyfs.write tinyfs.read tinyfs.compact tinyfs.migrated \
		tinyfs.churn tinyfs.directories tinyfs.unmounts tinyfs.memory tinyfs.unloads kernel.log kernel.taint
	run said tinyfs.fsx
	assert_output --partial "100000 operations: "
	run said tinyfs.read
	assert_output --partial "2000 files, "
}
