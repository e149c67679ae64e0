#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# bats file_tags=tier:all
#
# kshim why: what it finds without being told where, held against Module.symvers and modpost; and
# the advice that it gives, which depends on kernel, architecture and way.

load lib/load
load lib/tool

# What is asked: a name, and how a module would use it that knows its header.
declare -gA use=(
	[init_task]='&init_task'
	[devmap_managed_key]='&devmap_managed_key'
	[current]=current
	[kallsyms_lookup_name]=kallsyms_lookup_name
	[dma_buf_get]=dma_buf_get
	[dma_fence_put]=dma_fence_put
)
declare -gA header=([dma_buf_get]=linux/dma-buf.h [dma_fence_put]=linux/dma-fence.h)

setup_file() {
	build_tool
	runs all || return 0
	TREE=/usr/src/linux-headers-$(sed 's/.*"\(.*\)".*/\1/' /usr/src/linux-headers-*/include/generated/utsrelease.h | sort -V | tail -n 1)
	export TREE
	cd "$BATS_FILE_TMPDIR" || return
	# The last is exported, and no header declares it.
	"$KSHIM" why --kernel "$TREE" init_task HUF_readStats >text || [ $? -eq 1 ]
	"$KSHIM" why --kernel "$TREE" --json "${!use[@]}" >json || [ $? -eq 1 ]
}

# told KEY...: lines "API VALUE..." of the JSON; a word with a dot leads into an object.
told() {
	perl -MJSON::PP -0777 -e '
		my $d = decode_json(readline STDIN);
		for my $api (@{ $d->{apis} }) {
			print join(" ", $api->{api}, map { my $v = $api; $v = ref $v ? $v->{$_} : undef for split /\./; $v // "-" } @ARGV), "\n";
		}' "$@" <"$BATS_FILE_TMPDIR/json" | sort
}

@test "a symbol, data too, comes with the export that Module.symvers has of it" {
	local name
	for name in "${!use[@]}"; do
		awk -F '\t' -v name="$name" '
			$2 == name { print name, $4 == "EXPORT_SYMBOL" ? "plain" : "gpl", $3; found = 1 }
			END { if (!found) print name " - -" }' "$TREE/Module.symvers"
	done | sort >"$BATS_TEST_TMPDIR/symvers"
	run diff "$BATS_TEST_TMPDIR/symvers" <(told export.type export.provider)
	assert_success
	run cat "$BATS_FILE_TMPDIR/text"
	assert_line --regexp "^init_task: plain on "
	assert_line "    exported by vmlinux, for modules of every licence"
}

@test "what names reach has modpost's verdict, whichever header declares them" {
	local name names
	cd "$BATS_TEST_TMPDIR"
	for name in "${!use[@]}"; do
		{
			printf '#include <linux/module.h>\n#include <linux/kallsyms.h>\n#include <linux/mm.h>\n'
			[[ ! ${header[$name]-} ]] || printf '#include <%s>\n' "${header[$name]}"
			printf 'void question(void);\nvoid question(void)\n{\n\tunsigned long value = (unsigned long)(%s);\n' "${use[$name]}"
			printf '\tasm volatile("" : : "m"(value));\n}\nMODULE_LICENSE("Proprietary");\n'
		} >"$name.c"
		printf 'obj-m += %s.o\n' "$name"
	done >Kbuild
	names=("${!use[@]}")
	run make -s -C "$TREE" M="$PWD" "${names[@]/%/.o}"
	assert_success
	"$TOP/tests/tool-modpost" "$TREE" ./*[a-z].o >modpost
	for name in "${!use[@]}"; do
		awk -v name="$name" '
			BEGIN { grave["namespace"] = 1; grave["gpl"] = 2; grave["missing"] = 3; is = "plain" }
			$1 == name && grave[$3] > grave[is] { is = $3 }
			END { print name, is }' modpost
	done | sort >verdicts
	run diff verdicts <(told verdict)
	assert_success
	run awk '!seen[$2]++ { n++ } END { print n }' verdicts
	assert_output 3
	run told headers
	for name in "${!header[@]}"; do
		assert_line "$name ${header[$name]}"
	done
}

@test "what no header declares is judged by its export, and that is said" {
	run grep -rlw HUF_readStats "$TREE/" "$(sed -n 's/^include \(.*\)\/Makefile$/\1/p' "$TREE/Makefile")/include"
	assert_output "$TREE/Module.symvers"
	run grep -A 2 '^HUF_readStats: gpl' "$BATS_FILE_TMPDIR/text"
	assert_line --partial "no header declares it"
}

# A flip makes what Debian has plain GPL-only; its rt kernel stands in the same root.
@test "the advice is that for this kernel, this architecture and this way" {
	run in_root_with_tool 6.1 <<'EOF'
/kshim/tests/kernels/flip "$TREE" /tmp/flipped pv_ops=EXPORT_SYMBOL_GPL
/bundle/kshim why -k /tmp/flipped/ local_irq_save PageHuge || [ $? -eq 1 ]
/bundle/kshim why -k "${TREE%-amd64}-rt-amd64" 'kmap_atomic(0)' 'idr_preload_end()' || [ $? -eq 1 ]
EOF
	assert_success
	assert_line --regexp "upstream undid it in 5\.0 .*older than this kernel.*distributor"
	# riscv's story is another.
	assert_line --regexp "What it would take: nothing is known that helps; it is .*GPL-only in .*6\.1"
	refute_output --partial riscv
	assert_line --regexp "What it would take: by way of kmap_atomic: .*kmap_local_page\(\) doesn't reach it"
	assert_equal "$(grep -c "kmap_local_page() doesn't reach it" <<<"$output")" 1
	assert_line --regexp "What it would take: upstream means it .*without CONFIG_PREEMPT_RT"
	assert_line --regexp "What it would take: upstream left it so .*xa_alloc\(\)"
}
