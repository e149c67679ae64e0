#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# kshim audit and why against their oracles: modpost on every symbol, in both directions, and
# addr2line on every chain.

load lib/load
load lib/tool

setup_file() {
	build_tool
}

# same KSHIM MODPOST COUNT: at least so many lines, and no difference.
same() {
	assert_equal "$(diff <(LC_ALL=C sort "$1") <(LC_ALL=C sort "$2") | head -n 40)" ""
	assert [ "$(wc -l <"$1")" -ge "$3" ]
}

# bats test_tags=tier:all
@test "audit agrees with modpost on one in 24 modules of linux-image 6.1, as if not GPL-compatible (all: KSHIM_FULL=1)" {
	local modules each=24 least=1300
	! full || each=1 least=40000
	modules=$("$TOP/tests/kernels/image" 6.1)
	in_root_with_tool 6.1 "$modules:/image" >"$BATS_TEST_TMPDIR/both" <<EOF
find /image -name '*.ko*' | LC_ALL=C sort | awk 'NR % $each == 0' >/tmp/list
status=0
xargs -s 1000000 /bundle/kshim audit --json --license Proprietary --symvers "\$TREE/Module.symvers" </tmp/list || status=\$?
[ "\$status" -eq 123 ]
echo ====
LICENSE=other xargs -s 1000000 /kshim/tests/tool-modpost "\$TREE" </tmp/list
EOF
	cd "$BATS_TEST_TMPDIR"
	sed '/^====$/,$d' both >json
	sed '1,/^====$/d' both >modpost
	"$TOP/tests/tool-symbols" json >kshim
	echo "# $(wc -l <modpost) symbols of $(cut -d ' ' -f 1 modpost | uniq | wc -l) modules that have any" >&3
	same kshim modpost "$least"
}

# KVM's have namespaces of their own, and '-' in their names.
# bats test_tags=tier:full
@test "audit agrees with modpost on one in eight modules of linux-image 7.2 and KVM's, under their licences and another" {
	local modules
	modules=$("$TOP/tests/kernels/image" 7.2)
	in_root_with_tool 7.2 "$modules:/image" >"$BATS_TEST_TMPDIR/both" <<'EOF'
mkdir /tmp/modules
find /image -name '*.ko*' | LC_ALL=C sort | awk 'NR % 8 == 0 || /kvm/' | while read -r module; do
	name=${module##*/}
	xz -dc "$module" >"/tmp/modules/${name%.xz}"
done
for licence in '' '--license Proprietary'; do
	status=0
	# shellcheck disable=SC2086 # words
	/bundle/kshim audit --json $licence --symvers "$TREE/Module.symvers" /tmp/modules/*.ko || status=$?
	[ "$status" -le 1 ]
	echo ====
	LICENSE=${licence:+other} /kshim/tests/tool-modpost "$TREE" /tmp/modules/*.ko
	echo ====
done
EOF
	cd "$BATS_TEST_TMPDIR"
	awk 'BEGIN { n = 1 } /^====$/ { n++; next } { print > ("part" n) }' both
	touch part2
	"$TOP/tests/tool-symbols" part1 >kshim
	same kshim part2 0
	"$TOP/tests/tool-symbols" part3 >kshim
	same kshim part4 5000
}

# consumer NAME SYMBOL...: the release consumer on target kernel NAME, in which the symbols are
# GPL-only (with "=none": not exported); modpost refuses it, and audit reads what it left.
consumer() {
	local name=$1
	shift
	in_root_with_tool "$name" <<EOF
/kshim/tests/kernels/flip "\$TREE" /tmp/flipped $*
cp -r /kshim/tests/consumers/release /tmp/release
! make -s -C /tmp/flipped M=/tmp/release KCFLAGS=-g modules >/tmp/log 2>&1
status=0
/bundle/kshim audit --json --kernel /tmp/flipped/ /tmp/release/release.o || status=\$?
[ "\$status" -eq 1 ]
echo ====
/kshim/tests/tool-modpost /tmp/flipped /tmp/release/release.o
echo ====
/bundle/kshim audit --kernel /tmp/flipped/ /tmp/release/release.o || :
EOF
}

# compared NAME LEAST SYMBOL...: the consumer there, against modpost.
compared() {
	local name=$1 least=$2
	cd "$BATS_TEST_TMPDIR" || return
	consumer "$name" "${@:3}" >all
	awk 'BEGIN { n = 1 } /^====$/ { n++; next } { print > ("part" n) }' all
	"$TOP/tests/tool-symbols" part1 >kshim
	same kshim part2 "$least"
	run cat part3
}

# bats test_tags=tier:full
@test "on a flipped 5.10, audit agrees with modpost and shows the chain" {
	compared 5.10 2 devmap_managed_key=EXPORT_SYMBOL_GPL put_devmap_managed_page=EXPORT_SYMBOL_GPL
	assert_line --regexp '^    .*\(release\.c:[0-9]+\) > put_page > .*devmap_managed_key +\[__jump_table\]$'
	assert_line --partial "What it would take: kshim has a substitute"
}

# bats test_tags=tier:quick
@test "on a flipped 6.1, audit agrees with modpost, also about a symbol that is gone" {
	compared 6.1 2 devmap_managed_key=EXPORT_SYMBOL_GPL __put_devmap_managed_page_refs=none
	assert_line --regexp '^    .*\(release\.c:[0-9]+\) > put_page > .*devmap_managed_key +\[__jump_table\]$'
	assert_line "__put_devmap_managed_page_refs: exported by nobody"
}

# bats test_tags=tier:full
@test "on a flipped 6.12, audit agrees with modpost" {
	compared 6.12 2 devmap_managed_key=EXPORT_SYMBOL_GPL __put_devmap_managed_folio_refs=EXPORT_SYMBOL_GPL
}

# bats test_tags=tier:all
@test "on a flipped 7.2, audit agrees with modpost" {
	compared 7.2 1 __folio_put=EXPORT_SYMBOL_GPL
}

# The comparison has to be able to fail.
# bats test_tags=tier:quick
@test "a chain with another line in it is seen" {
	cd "$BATS_TEST_TMPDIR"
	cp "$TOP/tests/fuzz/corpus/object/64.o" t.o
	printf '0x1\t%s\tvmlinux\tEXPORT_SYMBOL_GPL\t\n' leaf gate plain >symvers
	"$KSHIM" audit -j -s symvers t.o >json || :
	sed 's/"function": *"inner"/"function":"other"/' json >changed
	run cmp -s json changed
	assert_failure 1
	run "$TOP/tests/tool-chains" t.o <changed
	assert_failure
	assert_line --partial DISAGREE
}

# bats test_tags=tier:all
@test "a step of a chain that its line does not name is seen" {
	cd "$TOP/tests/fuzz"
	printf '0x1\t%s\tvmlinux\tEXPORT_SYMBOL_GPL\t\n' leaf gate plain >"$BATS_TEST_TMPDIR/symvers"
	cpp seed.c >"$BATS_TEST_TMPDIR/seed.i"
	"$KSHIM" audit -j -s "$BATS_TEST_TMPDIR/symvers" corpus/object/64-5.o >"$BATS_TEST_TMPDIR/json" || :
	cd "$BATS_TEST_TMPDIR"
	perl -pe 's/"line":\K(\d+)/$1 + 1/e' json >changed
	cd "$TOP/tests/fuzz"
	run "$TOP/tests/tool-text" "$BATS_TEST_TMPDIR/seed.i" "$BATS_TEST_TMPDIR/json"
	assert_success
	run "$TOP/tests/tool-text" "$BATS_TEST_TMPDIR/seed.i" "$BATS_TEST_TMPDIR/changed"
	assert_failure
	assert_line --regexp '^DISAGREE entry .* > outer'
	assert_line --regexp '^DISAGREE outer .* > inner'
}

# sites NAME LEAST: the chains of at least so many places.
sites() {
	local root tree total=0 name told
	read -r root tree < <("$TOP/tests/kernels/locate" "$1")
	cd "$BATS_TEST_TMPDIR" || return
	KSHIM_DATADIR=/kshim enter "$root" --bind "$BUNDLE:/bundle" -- /kshim/tests/tool-sites "$tree" /bundle/kshim | tar -x
	for name in sites sites_small sites_fast; do
		told=$("$TOP/tests/tool-chains" "$name.o" <"$name.json") || fail "$told"
		total=$((total + ${told##*agree }))
	done
	echo "# $1: $total places; steps by $(tail -n 1 text)" >&3
	assert [ "$total" -ge "$2" ]
	run grep DISAGREE text
	refute_output
}

# bats test_tags=tier:all
@test "chains on 6.1 agree with addr2line and the source at 500 places and more (5.10, 6.12, 7.2 too: KSHIM_FULL=1)" {
	sites 6.1 500
	if full; then
		sites 5.10 500
		sites 6.12 500
		sites 7.2 500
	fi
}

# bats test_tags=tier:quick
@test "why explains the APIs of a stock 6.1 that are GPL-only" {
	run in_root_with_tool 6.1 <<'EOF'
/bundle/kshim why -k "$TREE" rcu_read_lock kernel_fpu_begin static_branch_enable 'put_page((struct page *)0)' no_such_api
EOF
	assert_failure 1
	assert_line --regexp '^rcu_read_lock: gpl on 6\.1\.'
	assert_line --regexp '^    caller \(rcu_read_lock\.c:[0-9]+\) > rcu_read_lock > __rcu_read_lock$'
	assert_line --regexp '^    caller \(kernel_fpu_begin\.c:[0-9]+\) > kernel_fpu_begin > kernel_fpu_begin_mask$'
	assert_line --regexp '^    caller \(caller\.c:[0-9]+\) > static_key_enable$'
	assert_line --regexp '^put_page\(.*: plain on'
	assert_line --regexp '^no_such_api: absent on'
}

# bats test_tags=tier:all
@test "why shows rcu_read_unlock > rcu_read_unlock_strict on Debian's 5.10, and what it takes" {
	run in_root_with_tool 5.10 <<'EOF'
/bundle/kshim why -k "$TREE" rcu_read_unlock || [ $? -eq 1 ]
echo CONFIG_RCU_STRICT_GRACE_PERIOD=y >>"$TREE/include/config/auto.conf"
echo == configured otherwise
/bundle/kshim why -k "$TREE" rcu_read_unlock
EOF
	assert_failure 1
	# There it isn't exact, and configure refuses it.
	assert_equal "$(grep -c '^rcu_read_unlock: gpl' <<<"$output")" 2
	assert_equal "$(sed '1,/^== /d' <<<"$output" | grep -c 'kshim has a substitute')" 0
	assert_line --regexp '^    caller .* > rcu_read_unlock > (__rcu_read_unlock > )?rcu_read_unlock_strict$'
	assert_line --regexp 'kshim has a substitute, which the flags of kshim-config --cflags --api rcu_read_unlock bring \(free before, [0-9a-f]{12}\)\.$'
}

# bats test_tags=tier:all
@test "the module's own release is the default kernel, and one without headers is refused" {
	local modules
	modules=$("$TOP/tests/kernels/image" 6.1)
	run in_root_with_tool 6.1 "$modules:/image" <<'EOF'
/bundle/kshim audit /image/kernel/fs/ext4/ext4.ko
EOF
	assert_success
	assert_output --regexp 'ext4\.ko on 6\.1\..*licence "GPL": every symbol is within reach'
	# Its version magic is asked of its own modules, or of the compiler.
	run in_root_with_tool 6.1 "$modules:/image" <<'EOF'
export KERNEL_CC=/nonexistent
! /bundle/kshim audit /image/kernel/fs/ext4/ext4.ko
ln -s /image/kernel "/lib/modules/${TREE##*/linux-headers-}/kernel"
/bundle/kshim audit /image/kernel/fs/ext4/ext4.ko
EOF
	assert_success
	assert_line --partial "/nonexistent"
	assert_line --partial "every symbol is within reach"
	run in_root_with_tool 5.10 "$modules:/image" <<'EOF'
/bundle/kshim audit /image/kernel/fs/ext4/ext4.ko
EOF
	assert_failure 2
	assert_line --regexp 'The kernel 6\.1\..* has no headers on this machine'
}
