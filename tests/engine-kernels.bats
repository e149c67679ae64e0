#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The engine's answers on kernels of other times, against kbuild and modpost of each, in
# the suites' roots.

load lib/load
load lib/kernels
load lib/roots

# assert_oracle NAME LICENSE QUESTION...: on the target kernel NAME kshim-probe answers these
# questions, all at once, as kbuild and modpost do. The answers stay in $output.
assert_oracle() {
	local name
	run in_root "$1" < <(
		printf "export LICENSE='%s'\n" "$2"
		cat <<'EOT'
mkdir /tmp/all /tmp/asked /tmp/oracle
/kshim/tests/questions/expand /tmp/all
EOT
		for name in "${@:3}"; do
			printf 'cp /tmp/all/%s.c /tmp/asked\n' "$name"
		done
		cat <<'EOT'
quiet /kshim/compat/engine/kshim-probe --linux-obj "$TREE" --license "$LICENSE" --answers /tmp/answers /tmp/asked/*.c
grep '^question' /tmp/answers | cut -f 1-3 >/tmp/ours
/kshim/tests/engine-oracle "$TREE" /tmp/oracle /tmp/asked/*.c | sort >/tmp/theirs
diff /tmp/ours /tmp/theirs
cat /tmp/ours
EOT
	)
	assert_success
	assert_equal "${#lines[@]}" $(($# - 2))
}

questions=(call_put_page call_rcu_read_lock call_bio_set_dev call_kmalloc_any call_wait_event call_copy_to_user
	call_percpu_ref_tryget call_mutex_init call_iterate_nobody call_pfn_valid call_might_sleep
	address_generic_pipe_buf_release address_do_exit key_only key_local key_query key_call inline_big_1
	inline_big_2 bug_table alternatives orphan_srcu orphan_param orphan_used tracepoint weak_reference weak_strong
	prototype_definer build_bug_codegen copy_size_codegen error_taken include_absent werror_empty flag_werror
	net_few net_right crc_few crc_right section_bounds own_static own_static_2 own_macros own_macros_2)

# bats test_tags=tier:full
@test "Linux 6.12: modpost's verdicts, in one batch; -Werror with an empty question is no error" {
	assert_oracle 6.12 Proprietary "${questions[@]}"
	assert_line "question	werror_empty	plain"
	assert_line "question	key_query	missing"
	assert_line "question	section_bounds	missing"
}

# bats test_tags=tier:all
@test "Linux 7.2: a question's own import of a namespace counts, and no neighbour's" {
	assert_oracle 7.2 GPL namespace_import namespace_import_not namespace_import_word namespace_module \
		section_bounds call_put_page call_get_page call_kmap
	assert_line "question	namespace_import	plain"
	assert_line "question	namespace_import_not	namespace"
	assert_line "question	namespace_import_word	absent"
	assert_line "question	namespace_module	namespace"
	assert_line "question	section_bounds	plain"
}

# bats test_tags=tier:full
@test "Linux 5.10 and 7.2: modpost's verdicts, in one batch" {
	assert_oracle 5.10 Proprietary "${questions[@]}"
	assert_oracle 7.2 Proprietary "${questions[@]}"
}

# bats test_tags=tier:full
@test "Linux 7.3: modpost's verdicts, in one batch" {
	assert_oracle 7.3 Proprietary "${questions[@]}"
}
