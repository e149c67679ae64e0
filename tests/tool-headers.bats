#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# kshim headers, diff and matrix: what inlines reach, against modpost; a change of a header as that
# of 6.1.76; the page in a browser.

load lib/load
load lib/tool

setup_file() {
	build_tool
}

# inlines NAME COUNT [PATTERN]: tests/tool-inlines in the root of target kernel NAME.
inlines() {
	in_root_with_tool "$1" <<EOF
/kshim/tests/tool-inlines "\$TREE" /bundle/kshim $2 ${3-}
EOF
}

# bats test_tags=tier:all
@test "what inlines of linux/m*.h on 6.1 reach agrees with modpost for 16 (300 of all headers on 5.10, 6.1, 6.12, 7.2: KSHIM_FULL=1)" {
	local name covered
	if full; then
		for name in 5.10 6.1 6.12 7.2; do
			run inlines "$name" 300
			printf '%s\n' "${lines[@]}" >"$BATS_TEST_TMPDIR/told-$name"
			covered=$(grep '^covered' <<<"$output")
			echo "# $name: $covered; ${lines[-1]} of 300" >&3
			assert_success
			refute_line --partial DISAGREE
			assert_line --regexp '^agree 2[5-9][0-9]|^agree 300'
			# Under one in a hundred is left out.
			run awk '{ exit !($2 > 5000 && 100 * $5 < $2) }' <<<"$covered"
			assert_success
		done
		# Of each symbol that they reach something is known.
		sed -n 's/^reached //p' "$BATS_TEST_TMPDIR"/told-* | "$TOP/tests/kernels/seen" >"$BATS_TEST_TMPDIR/rows"
		assert [ "$(wc -l <"$BATS_TEST_TMPDIR/rows")" -gt 500 ]
		run env LC_ALL=C comm -23 "$BATS_TEST_TMPDIR/rows" <(grep -v '^#' "$TOP/compat/lists/seen.list")
		assert_output ""
	else
		run inlines 6.1 16 "'linux/m*.h'"
		assert_success
		refute_line --partial DISAGREE
		assert_line --regexp '^agree (9|1[0-6])$'
	fi
}

# functions JSON: where each stands.
functions() {
	perl -MJSON::PP -0777 -ne 'print "$_->{function} $_->{file} $_->{line}\n" for @{ decode_json($_)->{functions} }' "$1" | sort
}

# They come to them in different ways (tools/ask/compile-inlines).
# bats test_tags=tier:full
@test "clang finds the inlines of linux/mm*.h that gcc finds" {
	cd "$BATS_TEST_TMPDIR"
	# The kernel is gcc's: clang does not know all of its flags.
	cat >cc <<'EOF'
#!/bin/bash
for flag; do
	case $flag in
	-mfunction-return=* | -mindirect-branch* | -mrecord-mcount | -fconserve-stack | -ftrivial-auto-var-init=* | \
		-fno-allow-store-data-races | -fsanitize=bounds-strict | -Werror) ;;
	*) flags+=("$flag") ;;
	esac
done
exec clang "${flags[@]}" -Wno-unknown-warning-option
EOF
	chmod +x cc
	"$KSHIM" headers --only 'linux/mm*.h' --all --json >gcc || [ $? -eq 1 ]
	KERNEL_CC=$PWD/cc "$KSHIM" headers --only 'linux/mm*.h' --all --json >clang || [ $? -eq 1 ]
	assert [ "$(functions gcc | wc -l)" -gt 200 ]
	run diff <(functions gcc) <(functions clang)
	assert_success
}

# bats test_tags=tier:quick
@test "diff names what a header's change takes away, as 6.1.76 did with pfn_valid" {
	run in_root_with_tool 6.1 <<'EOF'
COMMON=$(sed -n 's/^include \(.*\)\/Makefile$/\1/p' "$TREE/Makefile")
cp -a "$COMMON" /tmp/common
/kshim/tests/kernels/flip "$TREE" /tmp/after get_user_pages=EXPORT_SYMBOL_GPL put_pages_list=none
sed -i "s,$COMMON,/tmp/common," /tmp/after/Makefile
sed -i 's/rcu_read_\(un\)*lock_sched()/rcu_read_\1lock()/' /tmp/common/include/linux/mmzone.h
! cmp -s "$COMMON/include/linux/mmzone.h" /tmp/common/include/linux/mmzone.h
mkdir /tmp/module
cd /tmp/module
for name in user stranger; do
	cat >$name.c <<'END'
#include <linux/module.h>
#include <linux/mm.h>
MODULE_LICENSE("BSD");
END
	echo "obj-m += $name.o" >>Kbuild
done
cat >>user.c <<'END'
bool question(unsigned long pfn, struct list_head *pages);
bool question(unsigned long pfn, struct list_head *pages)
{
	put_pages_list(pages);
	return pfn_valid(pfn);
}
END
make -s -C "$TREE" M="$PWD" KCFLAGS=-g modules >/tmp/log 2>&1
for object in user.ko stranger.ko; do
	status=0
	/bundle/kshim diff --only linux/mmzone.h --for $object "$TREE" /tmp/after/ || status=$?
	echo "$object: $status"
done
strip --strip-debug user.ko
/bundle/kshim diff --only linux/mmzone.h --for user.ko "$TREE" /tmp/after/ && exit 3
/bundle/kshim diff --only linux/mmzone.h "$TREE" /tmp/after/
EOF
	assert_failure 1
	# What the module uses alone; and of one without debug information, exports.
	assert_equal "$(sed '/^user.ko: 1$/q' <<<"$output")" "From 6.1.0-56-amd64 to 6.1.0-56-amd64: 1 changes of exports, 1 of inlines that user.ko uses

Inlines that modules which are not GPL-compatible can no longer use:
    pfn_valid (include/linux/mmzone.h): __rcu_read_lock (gpl), __rcu_read_unlock (gpl)
    (1)

Exports that went:
    put_pages_list: plain
    (1)
user.ko: 1"
	assert_line "stranger.ko: 0"
	assert_line "Inlines are not compared: it has no debug information; rebuild it with KCFLAGS=-g."
	assert_line "    pfn_valid (include/linux/mmzone.h): __rcu_read_lock (gpl), __rcu_read_unlock (gpl)"
	assert_line "    get_user_pages: plain -> gpl"
	assert_line "    put_pages_list: plain"
	assert_line --regexp "2 changes of exports, [1-9][0-9]* of inlines"
}

# Linux 6.19 (6276c67f2bc4) gave what cr4_set_bits() calls to KVM's modules alone. Here its export is
# as it was before in one of two trees.
# bats test_tags=tier:full
@test "diff tells what is closed to GPL-compatible modules, too, as modpost of 7.2 does" {
	run in_root_with_tool 7.2 <<'EOF'
/kshim/tests/kernels/flip "$TREE" /tmp/before cr4_update_irqsoff=EXPORT_SYMBOL
awk -F '\t' -v OFS='\t' '$2 == "cr4_update_irqsoff" { $5 = "" } { print }' /tmp/before/Module.symvers >/tmp/symvers
mv /tmp/symvers /tmp/before/Module.symvers
/bundle/kshim diff --only asm/tlbflush.h /tmp/before/ "$TREE" || [ $? -eq 1 ]
mkdir /tmp/module
cd /tmp/module
cat >t.c <<'END'
#include <linux/module.h>
#include <asm/tlbflush.h>
void question(void);
void question(void)
{
	cr4_set_bits(1);
}
MODULE_LICENSE("GPL");
END
echo 'obj-m := t.o' >Kbuild
make -s -C "$TREE" M="$PWD" t.o
/kshim/tests/tool-modpost "$TREE" t.o
EOF
	assert_success
	assert_line "t cr4_update_irqsoff namespace"
	run sed -n '/^Inlines that no module/,/^ *(/p' <<<"$output"
	assert_line --regexp "^    cr4_set_bits .*: cr4_update_irqsoff \(gpl, closed\)$"
}

# bats test_tags=tier:all
@test "a kernel does not differ from itself" {
	run in_root_with_tool 6.1 <<'EOF'
/bundle/kshim diff --exports "$TREE" "$TREE"
EOF
	assert_success
	assert_line --partial "0 changes of exports"
}

# bats test_tags=tier:full
@test "to compare a kernel with itself nothing is compiled; what is, is counted on a terminal" {
	run in_root_with_tool 6.1 <<'EOF'
KERNEL_CC=/nonexistent /bundle/kshim diff "$TREE" "$TREE"
script -qec "/bundle/kshim headers --only 'linux/rcu*.h' --kernel '$TREE'" /dev/null | tr '\r' '\n' >/tmp/shown
grep -m 1 'of . units' /tmp/shown
grep -c units /tmp/shown
/bundle/kshim headers --only 'linux/rcu*.h' --kernel "$TREE" 2>&1 | grep -c units
EOF
	assert_line --index 0 "From 6.1.0-56-amd64 to 6.1.0-56-amd64: 0 changes of exports, 0 of inlines"
	assert_line --index 1 --regexp "^  reading headers: 1 of [0-9] units"
	assert [ "${lines[2]}" -ge 2 ]
	assert_line --index 3 0
}

# In a root that has kernels; the page is looked at here.
# bats test_tags=tier:full
@test "the matrix shows each kernel and API, and its page sorts and filters in a browser" {
	in_root_with_tool 6.1 >"$BATS_TEST_TMPDIR/all" <<'EOF'
status=0
/bundle/kshim matrix 2>/dev/null || status=$?
[ "$status" -eq 0 ]
echo ====
/bundle/kshim matrix --html /tmp/page.html >/dev/null
cat /tmp/page.html
echo ====
# What one kernel lacks takes nothing from the others.
rm ~/.cache/kshim/matrix/*-rt-amd64-*/kshim.json
status=0
KERNEL_CC=/nonexistent /bundle/kshim matrix 2>/tmp/err || status=$?
[ "$status" -eq 2 ]
grep '^kshim: \*\*\* .*-rt-amd64 could not be asked' /tmp/err >&2
# A kernel that configure refuses is a finding.
/kshim/tests/kernels/gpl-only "$TREE" $(/kshim/tests/kernels/refused "$TREE") >/dev/null
status=0
/bundle/kshim matrix -k "${TREE#/usr/src/linux-headers-}" >/dev/null 2>&1 || status=$?
[ "$status" -eq 1 ]
EOF
	cd "$BATS_TEST_TMPDIR"
	sed '/^====$/,$d' all >text
	sed '1,/^====$/d; /^====$/,$d' all >page.html
	run sed '1,/^<\/html>$/d' all
	assert_line --regexp '^put_page +plain native +plain native +unknown$'
	run cat text
	assert_line --index 0 --regexp '6\.1\.0-[0-9]+-amd64 .*6\.1\.0-[0-9]+-rt-amd64'
	assert_line --regexp '^put_page +plain native +plain native +plain native$'
	assert_line --regexp '^rcu_read_lock +gpl none '

	run grep -cE '(src|href)=|https?://|url\(' page.html
	assert_output 0
	"$TOP/tests/browse" page.html page.png >dom
	assert [ "$(wc -c <page.png)" -gt 20000 ]
	run grep -o '<th scope="row">[a-z_]*' dom
	assert_equal "$(wc -l <<<"$output")" "$(($(wc -l <text) - 1))"
	assert_line --index 0 '<th scope="row">bio_init'

	# A click on a kernel puts what is out of reach first; a word leaves what has it.
	sed 's,^draw();$,draw(); document.querySelectorAll("thead button")[1].click();,' page.html >sorted.html
	"$TOP/tests/browse" sorted.html sorted.png >dom
	run grep -o '<th scope="row">[a-z_]*' dom
	assert_line --index 0 '<th scope="row">cpu_has_feature'
	sed 's,^draw();$,draw(); { const s = document.getElementById("search"); s.value = "fpu_begin_mask"; s.oninput({ target: s }); },' \
		page.html >filtered.html
	"$TOP/tests/browse" filtered.html filtered.png >dom
	run grep -o '<th scope="row">[a-z_]*' dom
	assert_output '<th scope="row">kernel_fpu_begin'
}
