#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The batch probe engine, against the newest kernel of this machine that has
# headers. kbuild is asked once, in setup_file.

load lib/load
bats_require_minimum_version 1.5.0

setup_file() {
	export PROBE=$TOP/compat/engine/kshim-probe
	export QUESTIONS=$BATS_FILE_TMPDIR/questions
	export TARGET=$BATS_FILE_TMPDIR/target
	mkdir "$QUESTIONS"
	"$TOP/tests/questions/expand" "$QUESTIONS"
	"$PROBE" --save-target "$TARGET" "$QUESTIONS/call_put_page.c" >/dev/null
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir tmp
	export TMPDIR=$BATS_TEST_TMPDIR/tmp
}

# Whatever a test did, no scratch folder is left.
teardown() {
	[[ -z $(ls -A "$BATS_TEST_TMPDIR/tmp") ]]
}

# choose NAME...: their question files become the array chosen.
choose() {
	chosen=("${@/#/$QUESTIONS/}")
	chosen=("${chosen[@]/%/.c}")
}

# probe OPTION... NAME...: ask on the target kernel; put_page when no name is given.
probe() {
	local names=() options=()
	while [[ $# -gt 0 ]]; do
		if [[ $1 == --* ]]; then
			options+=("$1" "$2")
			shift
		else
			names+=("$QUESTIONS/$1.c")
		fi
		shift
	done
	"$PROBE" --target "$TARGET" "${options[@]}" "${names[@]:-$QUESTIONS/call_put_page.c}"
}

# question NAME TEXT: a question of the test's own.
question() {
	printf '/* {"api": "%s"} */\n%s\n' "$1" "$2" >"$QUESTIONS/$1.c"
}

# The target kernel, with some of its variables set anew.
target_with() {
	cp "$TARGET" target
	printf "%s\n" "$@" >>target
	TARGET=$PWD/target
}

# A compiler, readelf or awk that is ours, in front of the machine's.
wrapper() {
	mkdir -p bin
	cat >"bin/$1"
	chmod +x "bin/$1"
}

assert_message() {
	assert_failure
	assert_output --regexp "kshim-probe: \*\*\* $1"
	assert_output --partial " -> "
}

# --- independence -----------------------------------------------------------

# 160 plain calls and 40 that try to make others' answers wrong.
# bats test_tags=tier:all
@test "200 questions: one batch, an order, a split and 10 one by one give the same answers (10, 10 and all: KSHIM_FULL=1)" {
	local times=1 singles=10
	! full || times=10 singles=200
	local hostile=(helper_same_1 helper_same_2 helper_borrowed_plain prototype_twice_1
		prototype_definer typedef_same_1 typedef_user struct_same_1 enum_same_1 tentative_1
		block_prototype_int block_prototype_ptr block_prototype_none absent_type absent_typedef
		absent_macro absent_macro_file absent_member arguments_few macro_error_deep
		macro_error_arguments pointer_incompatible kr_definition if_inside error_taken
		error_not_taken error_bare ifdef_absent ifdef_absent_calls local_absent_name
		define_put_page undef_current pragma_weak flag_define flag_define_not key_local
		build_bug_not weak_reference weak_strong bug_table)
	assert_equal "${#hostile[@]}" 40
	local calls=("$QUESTIONS"/call_*.c)
	calls=("${calls[@]:0:160}")
	choose "${hostile[@]}"
	mkdir work
	run "$TOP/tests/engine-independence" "$TARGET" "$times" "$times" "$singles" "$PWD/work" \
		"${calls[@]}" "${chosen[@]}"
	assert_success
	assert_line "200 questions"
}

# bats test_tags=tier:quick
@test "the comparison of answers can fail" {
	# An engine whose answer depends on the number of questions.
	wrapper kshim-probe <<-END
		#!/bin/sh
		"$PROBE" "\$@" | sed "s/plain\$/plain\$#/"
	END
	mkdir work
	choose call_put_page call_get_page
	KSHIM_PROBE=$PWD/bin/kshim-probe run "$TOP/tests/engine-independence" "$TARGET" 1 1 2 "$PWD/work" "${chosen[@]}"
	assert_failure 1
	assert_output --partial "single differs from the one batch"
}

# bats test_tags=tier:quick
@test "any number of questions takes two compiler runs" {
	"$PROBE" --target "$TARGET" --log log --answers answers "$QUESTIONS"/call_[dk]*.c
	run tail -n 1 log
	assert_output --regexp "^-- [0-9]+ questions, 2 compiler runs$"
}

# bats test_tags=tier:all
@test "a compiler complains once about a function that nobody declares, but all who call it are answered" {
	probe --answers answers call_iterate_nobody call_iterate_nobody2 call_iterate_nobody3 call_put_page
	run cat answers
	assert_line --regexp "question	call_iterate_nobody	absent	line [0-9]+: implicit declaration of function"
	assert_line --regexp "question	call_iterate_nobody2	absent	line [0-9]+: implicit declaration of function"
	assert_line --regexp "question	call_iterate_nobody3	absent	line [0-9]+: implicit declaration of function"
}

# --- neighbours --------------------------------------------------------------

# What one has to do with another is in these: the compiler's words above and behind an
# error are about others; a symbol is named by a dropped section alone; names and macros of
# one's own have other meanings next door.
neighbours=(net_few net_right crc_few crc_right key_query key_call own_static own_static_2 own_macros own_macros_2
	tag_variable tag_neighbour)

# bats test_tags=tier:all
@test "neighbours make no difference, before and behind" {
	local name reversed=()
	for name in "${neighbours[@]}"; do
		reversed=("$name" "${reversed[@]}")
		probe "$name" | grep '^question\|^dependency' >>answers
	done
	sort answers >alone
	probe "${neighbours[@]}" | grep '^question\|^dependency' >together
	run diff alone together
	assert_success
	probe --log log "${reversed[@]}" | grep '^question\|^dependency' >reversed
	run diff alone reversed
	assert_success
	# A header's declaration is right, whatever the compiler says about its use; as modpost
	# has it, every undefined symbol of the object counts.
	run cat alone
	assert_line "question	net_right	plain"
	assert_line --partial "question	net_few	absent	line 7: too few arguments"
	assert_line "question	crc_right	plain"
	assert_line --partial "question	crc_few	absent	line 7: too few arguments"
	assert_line "question	key_call	missing"
	assert_line "question	tag_variable	plain"
	assert_line "question	own_macros	plain"
	assert_line "question	own_macros_2	gpl"
	# Names of one's own are no reason to be asked alone.
	run grep "^-- asked alone" log
	refute_output --partial own_
}

# --- no answer, rather than "no" --------------------------------------------------

# bats test_tags=tier:full
@test "a question that is C on no kernel is trouble, with the compiler's line" {
	local file
	for file in "$TOP"/tests/questions/not-c/*.c; do
		run "$PROBE" --target "$TARGET" "$QUESTIONS/call_put_page.c" "$file" "$QUESTIONS/call_get_page.c" \
			"$QUESTIONS/call_kmap.c"
		assert_message "The question $(basename "$file" .c) is not C on any kernel"
		assert_output --regexp "    (line [0-9]+|its end): "
	done
}

# bats test_tags=tier:all
@test "an error of syntax that a missing type, or another macro, may cause is an answer" {
	question syntax_type 'int question(void) { nobody_t x; return x }'
	question syntax_macro 'int question(struct list_head *h) { struct list_head *p; list_for_each(p, h) { return 1 } return 0; }'
	run probe syntax_type syntax_macro
	assert_success
	assert_line --partial "question	syntax_type	absent	line 2: unknown type name 'nobody_t'"
	assert_line --regexp "question	syntax_macro	absent	line 2: expected ';' before"
}

# bats test_tags=tier:all
@test "absent carries the compiler's first line, whatever the neighbours" {
	local all="absent_member absent_type absent_typedef arguments_few include_absent error_bare own_absent unnamed"
	question own_absent 'static int helper_nobody(struct nobody *p) { return p->x; }
		int question(struct nobody *p) { return helper_nobody(p); }'
	# gcc prints a piece of a pointer for the union in which i_fop is.
	question unnamed 'int question(struct inode *i) { return i->i_fop->fsync(0); }'
	# shellcheck disable=SC2086 # words
	probe $all net_few own_static | grep '	absent	' >answers
	for name in $all; do
		probe "$name" | grep '^question' >alone
		run grep -Fx "$(cat alone)" answers
		assert_success
	done
	run grep -c '_kshim_\|did you mean\|<U' answers
	assert_output 0
}

# bats test_tags=tier:all
@test "flags are a question's own, -Werror and quotes among them" {
	question werror_empty 'void question(void) { }'
	sed -i '1s/}/, "flags": "-Werror"}/' "$QUESTIONS/werror_empty.c"
	question quoted_flag 'int question(void) { return sizeof(TEXT) == 4 ? 1 : nobody_has_this; }
		_Static_assert(sizeof(TEXT) == 4, "a b");'
	sed -i '1s/}/, "flags": "'"'-DTEXT=\\\\\"a b\\\\\"'"'"}/' "$QUESTIONS/quoted_flag.c"
	run grep -F '"flags": "'"'"'-DTEXT=\"a b\"'"'" "$QUESTIONS/quoted_flag.c"
	assert_success
	run probe werror_empty quoted_flag
	assert_line --partial "question	werror_empty	plain"
	assert_line --partial "question	quoted_flag	absent	line 2: 'nobody_has_this' undeclared"
}

# --- the answers are kbuild's own ---------------------------------------------

oracle_questions() {
	choose call_put_page call_rcu_read_lock call_bio_set_dev call_kmalloc_any call_wait_event \
		call_spin_lock_irqsave call_copy_to_user call_clear_page call_percpu_ref_tryget \
		call_mutex_init call_kernel_fpu_begin call_iterate_nobody call_INIT_WORK \
		call_static_branch_enable call_pfn_valid call_might_sleep call_WARN_ON_ONCE \
		address_wakeup_flusher_threads address_generic_pipe_buf_release address_do_exit \
		address_vfs_read key_only key_local inline_big_1 inline_big_2 bug_table alternatives \
		orphan_srcu orphan_param orphan_init tracepoint weak_reference weak_strong static_undefined \
		prototype_definer defines_kfree build_bug build_bug_codegen copy_size_codegen \
		pointer_in_const pointer_incompatible asm_constraint error_taken error_not_taken \
		include_absent flag_werror flag_define kr_definition nested_function net_few net_right crc_few \
		crc_right key_query key_call own_static own_static_2 own_macros own_macros_2 orphan_used
}

# bats test_tags=tier:all
@test "the verdicts are those of kbuild and modpost" {
	oracle_questions
	"$PROBE" --target "$TARGET" "${chosen[@]}" >all
	mkdir oracle
	"$TOP/tests/engine-oracle" "$(sed -n 's/^target	build	//p' all)" "$PWD/oracle" "${chosen[@]}" | sort >theirs
	grep '^question' all | cut -f 1-3 >ours
	run diff ours theirs
	assert_success
	assert_equal "$(wc -l <ours)" "${#chosen[@]}"
	# A test that only ever saw one answer would show nothing.
	local verdict
	for verdict in plain gpl missing absent; do
		run grep -c "	$verdict$" ours
		assert [ "$output" -ge 5 ]
	done
}

# Nine ask behind the same first header, which is precompiled then; of the others one hides it by a
# macro of its own, one does without it, one takes it in a conditional. Most of those nine's second headers are in
# the first one already, so that they stand in one unit with those that have only that. One is read each
# time anew.
# bats test_tags=tier:quick
@test "behind their own headers alone, questions have the answers that each has by itself" {
	local header
	mkdir own
	for header in crc16 ctype errno list mm string types uuid; do
		printf '#include <linux/module.h>\n#include <linux/%s.h>\nvoid question(void)\n{\n\tput_page(0);\n}\n' "$header" >"own/$header.c"
	done
	printf '#include <linux/module.h>\nbool question(void)\n{\n\treturn try_module_get(THIS_MODULE);\n}\n' >own/module.c
	printf '#include <linux/module.h>\n#include <generated/autoconf.h>\nvoid question(void)\n{\n}\n' >own/again.c
	printf '#define _LINUX_MODULE_H\n#include <linux/module.h>\nbool question(void)\n{\n\treturn try_module_get(THIS_MODULE);\n}\n' >own/hidden.c
	printf '#include <linux/no_such_header.h>\nvoid question(void)\n{\n}\n' >own/nowhere.c
	printf '#if 1\n#include <linux/module.h>\n#endif\nbool question(void)\n{\n\treturn try_module_get(THIS_MODULE);\n}\n' >own/within.c
	"$PROBE" --target "$TARGET" --prelude /dev/null --log log own/*.c | grep '^question' | cut -f 1-3 | sort >together
	run grep -c 'parse of [5-7] questions' log
	assert_output 1
	for header in own/*.c; do
		"$PROBE" --target "$TARGET" --prelude /dev/null "$header"
	done | grep '^question' | cut -f 1-3 | sort >singly
	run diff singly together
	assert_success
	run cat together
	assert_line "question	mm	plain"
	assert_line "question	crc16	absent"
	assert_line "question	module	plain"
	assert_line "question	hidden	absent"
	assert_line "question	nowhere	absent"
	assert_line "question	within	plain"
	# kshim's own list has it for all.
	"$PROBE" --target "$TARGET" own/crc16.c >common
	run cat common
	assert_line --regexp "^question	crc16	plain"
}

# Each behind a header that nobody else includes. Nothing that the kernel has is named stranger_...; in some it is
# a name nevertheless, or the preprocessor makes no code of it.
# bats test_tags=tier:quick
@test "a word that no header holds is refused in one run; where it is no name of anything, or one of the question's own, it is asked alone" {
	local name calls=() others=(label stringified discarded own_member own_tag attribute)
	mkdir own
	for name in crc16 ctype errno list mm string types; do
		printf '#include <linux/%s.h>\nvoid question(void)\n{\n\tstranger_%s();\n}\n' "$name" "$name" >"own/call_$name.c"
		calls+=("call_$name")
	done
	printf '#include <linux/fs.h>\nint question(struct inode *i)\n{\n\treturn i->stranger_member;\n}\n' >own/member.c
	printf '#include <linux/uuid.h>\nint question(stranger_t *s)\n{\n\treturn 0;\n}\n' >own/type.c
	printf '#include <linux/no_such_header.h>\nvoid question(void)\n{\n\tstranger_nowhere();\n}\n' >own/nowhere.c
	printf '#include <linux/kernel.h>\nvoid question(void)\n{\n\tgoto stranger_out;\nstranger_out:\n\treturn;\n}\n' >own/label.c
	printf '#include <linux/stringify.h>\nconst char *question(void)\n{\n\treturn __stringify(stranger_text);\n}\n' >own/stringified.c
	# Without lockdep it is "do { } while (0)".
	printf '#include <linux/lockdep.h>\nvoid question(void)\n{\n\tmight_lock(stranger_lock);\n}\n' >own/discarded.c
	printf '#include <linux/kref.h>\nstruct mine { int stranger_mine; };\nint question(struct mine *m)\n{\n\treturn m->stranger_mine;\n}\n' >own/own_member.c
	printf '#include <linux/init.h>\nstruct stranger_tag *question(struct stranger_tag *(*f)(void))\n{\n\treturn f();\n}\n' >own/own_tag.c
	printf '#include <linux/sort.h>\nvoid __attribute__((stranger_attribute)) question(void)\n{\n}\n' >own/attribute.c
	"$PROBE" --target "$TARGET" --prelude /dev/null --log log own/*.c | grep '^question' | sort >together
	run grep -c 'strangers of .* questions' log
	assert_output 1
	for name in own/*.c; do
		"$PROBE" --target "$TARGET" --prelude /dev/null "$name"
	done | grep '^question' | sort >singly
	run diff singly together
	assert_success
	run cat together
	for name in "${others[@]}"; do
		assert_line "question	$name	plain"
	done
	assert_line "question	member	absent	line 4: 'struct inode' has no member named 'stranger_member'"
	assert_line --regexp "question	nowhere	absent	.*linux/no_such_header.h.*"
	run sed -n 's/^-- asked alone: //p' log
	for name in "${calls[@]}" member type nowhere; do
		refute_output --regexp "(^| )$name "
	done
	for name in "${others[@]}"; do
		assert_output --regexp "(^| )$name "
	done
}

# bats test_tags=tier:quick
@test "a question that differs from another by its licence alone is compiled once" {
	local call='void question(struct page *page) { put_page(page); }'
	mkdir own
	printf '/* {"license": "CDDL"} */\n%s\n' "$call" >own/closed.c
	printf '/* {"license": "GPL"} */\n%s\n' "$call" >own/open.c
	printf '/* {"license": "GPL", "flags": "-DOTHER"} */\n%s\n' "$call" >own/flags.c
	printf '/* {"license": "GPL"} */\nint other;\n%s\n' "$call" >own/other.c
	"$PROBE" --target "$TARGET" --log log own/*.c | sed -n 's/^question	//p' >together
	for name in own/*.c; do
		"$PROBE" --target "$TARGET" "$name" | sed -n 's/^question	//p'
	done >singly
	run diff singly together
	assert_success
	assert_equal "$(cut -f 1 together | tr '\n' ' ')" "closed flags open other "
	"$PROBE" --target "$TARGET" --log both own/closed.c own/open.c >/dev/null
	"$PROBE" --target "$TARGET" --log one own/open.c >/dev/null
	assert_equal "$(grep '^-- compiler run' both)" "$(grep '^-- compiler run' one)"
}

# --- controls: a run that can't be trusted says so ------------------------------

# bats test_tags=tier:quick
@test "a prelude that does not compile makes the run void" {
	echo 'int broken(;' >prelude.h
	run probe --prelude "$PWD/prelude.h"
	assert_message "The probe run is void"
}

# bats test_tags=tier:all
@test "a prelude that is not there" {
	run probe --prelude "$PWD/nothing.h"
	assert_message "The questions can't be asked"
}

# bats test_tags=tier:all
@test "a compiler that finds no error makes the run void" {
	wrapper cc <<-'END'
		#!/bin/sh
		"$@"
		exit 0
	END
	target_with "KB_COMPILE=\"$PWD/bin/cc \$KB_COMPILE\""
	run probe
	assert_message "The probe run is void: control_fail compiles"
}

# bats test_tags=tier:all
@test "a compiler that fails and says nothing broke down" {
	wrapper cc <<-'END'
		#!/bin/sh
		exit 1
	END
	target_with "KB_COMPILE=\"$PWD/bin/cc \$KB_COMPILE\""
	run probe
	assert_message "The compiler broke down"
}

# bats test_tags=tier:all
@test "a compiler that complains of no source broke down" {
	wrapper cc <<-'END'
		#!/bin/sh
		echo "cc: error: I can't" >&2
		exit 1
	END
	target_with "KB_COMPILE=\"$PWD/bin/cc \$KB_COMPILE\""
	run probe
	assert_message "The compiler broke down"
	assert_output --partial "cc: error: I can't"
}

# bats test_tags=tier:all
@test "a compiler that runs out of memory or is killed is no answer" {
	wrapper cc <<-'END'
		#!/bin/sh
		echo "gcc: fatal error: Killed signal terminated program cc1" >&2
		exit 1
	END
	target_with "KB_COMPILE=\"$PWD/bin/cc \$KB_COMPILE\""
	run probe
	assert_message "The compiler broke down"
}

# bats test_tags=tier:all
@test "a readelf that drops the jump table makes the run void" {
	wrapper readelf <<-'END'
		#!/bin/sh
		readelf "$@" | sed "/^Relocation section '.rela\{0,1\}__jump_table'/,/^$/d"
	END
	target_with "KB_READELF=$PWD/bin/readelf"
	run probe
	assert_message "The probe run is void: the references of control_reference were not found"
}

# bats test_tags=tier:all
@test "a readelf that prints nothing makes the run void" {
	target_with "KB_READELF=true"
	run probe
	assert_message "The probe run is void"
}

# bats test_tags=tier:all
@test "flags that the compiler refuses are no answer" {
	question bad_flag 'void question(void) { }'
	sed -i '1s/}/, "flags": "--nobody-has-this"}/' "$QUESTIONS/bad_flag.c"
	run probe bad_flag call_put_page
	assert_message "The compiler broke down"
	assert_output --partial "--nobody-has-this"
}

# bats test_tags=tier:all
@test "flags are words, not shell" {
	question shell_flag 'void question(void) { }'
	# shellcheck disable=SC2016
	sed -i '1s/}/, "flags": "-DA=$(touch${IFS}here) -DB=`touch${IFS}here`"}/' "$QUESTIONS/shell_flag.c"
	probe shell_flag
	assert [ ! -e here ]
}

# --- questions that can't be asked ---------------------------------------------

# bats test_tags=tier:quick
@test "a question without a function named question" {
	question no_function 'void other(void) { }'
	run probe no_function call_put_page
	assert_message "The questions can't be asked"
	assert_output --partial "no_function.c has no function named question"
}

# bats test_tags=tier:all
@test "a question whose function leaves no code" {
	question static_function 'static void question(void) { }'
	run probe static_function call_put_page
	assert_message "The question static_function has no function named question in its object file"
}

# bats test_tags=tier:all
@test "a question twice, an empty one, one that is not there, one with a bad name" {
	local name
	mkdir other
	cp "$QUESTIONS/call_put_page.c" other/
	run "$PROBE" --target "$TARGET" "$QUESTIONS/call_put_page.c" other/call_put_page.c
	assert_message "The questions can't be asked"
	: >other/empty.c
	: >other/bad-name.c
	for name in other/empty.c other/bad-name.c other/nothing.c; do
		run "$PROBE" --target "$TARGET" "$name"
		assert_message "The questions can't be asked"
	done
}

# --- Module.symvers --------------------------------------------------------------

# exports LAYOUT "SYMBOL TYPE [NAMESPACE]"...: the file symvers in the columns of a
# time. What an empty function references is plain.
exports() {
	printf '%s\n' "__fentry__ EXPORT_SYMBOL" "__x86_return_thunk EXPORT_SYMBOL" "${@:2}" |
		awk -v layout="$1" '
			BEGIN { OFS = "\t" }
			{
				if (layout == "4") print "0x00000000", $1, "vmlinux", $2
				else if (layout == "third") print "0x12345678", $1, $3, "vmlinux", $2
				else print "0x12345678", $1, "vmlinux", $2, $3
			}' >symvers
}

# five FUNCTION [OPTION...]: the verdict of a question that calls it.
five() {
	question five "void a_plain(void); void a_gpl(void); void a_other(void);
		void question(int i) { $1(); }"
	"$PROBE" --target "$TARGET" --symvers "$PWD/symvers" "${@:2}" "$QUESTIONS/five.c" | sed -n 's/^question	five	//p'
}

# bats test_tags=tier:full
@test "Module.symvers in each layout of its columns" {
	local layout
	for layout in 4 third last; do
		exports "$layout" "a_plain EXPORT_SYMBOL" "a_gpl EXPORT_SYMBOL_GPL"
		assert_equal "$(five a_plain)" plain
		assert_equal "$(five a_gpl)" gpl
		assert_equal "$(five a_other)" missing
		assert_equal "$(five a_gpl --license GPL)" plain
	done
	for layout in third last; do
		exports "$layout" "a_plain EXPORT_SYMBOL SPACE" "a_gpl EXPORT_SYMBOL_GPL SPACE"
		assert_equal "$(five a_plain)" namespace
		assert_equal "$(five a_gpl)" gpl
		assert_equal "$(five a_gpl --license GPL)" namespace
	done
}

# bats test_tags=tier:all
@test "every export type that a kernel ever wrote" {
	local type
	for type in EXPORT_SYMBOL EXPORT_UNUSED_SYMBOL EXPORT_SYMBOL_GPL_FUTURE; do
		exports last "a_plain $type"
		assert_equal "$(five a_plain)" plain
	done
	for type in EXPORT_SYMBOL_GPL EXPORT_UNUSED_SYMBOL_GPL; do
		exports last "a_gpl $type"
		assert_equal "$(five a_gpl)" gpl
	done
}

# bats test_tags=tier:full
@test "every licence that the kernel counts as GPL-compatible, and none beside" {
	local license
	exports last "a_gpl EXPORT_SYMBOL_GPL"
	for license in "GPL" "GPL v2" "GPL and additional rights" "Dual BSD/GPL" "Dual MIT/GPL" "Dual MPL/GPL"; do
		assert_equal "$(five a_gpl --license "$license")" plain
	done
	for license in "BSD" "MIT" "GPL v3" "gpl" "GPL " "Dual CDDL/GPL" "CDDL" "Proprietary"; do
		assert_equal "$(five a_gpl --license "$license")" gpl
	done
}

# bats test_tags=tier:quick
@test "a question may name its module's licence, beside others of another" {
	local name license
	exports last "a_gpl EXPORT_SYMBOL_GPL"
	for license in "" "Dual BSD/GPL" CDDL "Dual CDDL/GPL"; do
		name=of_${license//[ \/]/_}
		{
			echo "/* {\"api\": \"a_gpl\"${license:+, \"license\": \"$license\"}} */"
			echo "void a_gpl(void); void question(void) { a_gpl(); }"
		} >"$QUESTIONS/$name.c"
	done
	run "$PROBE" --target "$TARGET" --symvers "$PWD/symvers" "$QUESTIONS"/of_*.c
	assert_success
	assert_equal "$(grep ^question <<<"$output")" "$(printf 'question\t%s\n' "of_	gpl" "of_CDDL	gpl" \
		"of_Dual_BSD_GPL	plain" "of_Dual_CDDL_GPL	gpl")"
	run "$PROBE" --target "$TARGET" --symvers "$PWD/symvers" --license GPL "$QUESTIONS"/of_*.c
	assert_line "question	of_	plain"
	assert_line "question	of_CDDL	gpl"
}

# bats test_tags=tier:quick
@test "a namespace for named modules is closed to a GPL module too" {
	exports last "a_gpl EXPORT_SYMBOL_GPL module:kvm"
	assert_equal "$(five a_gpl)" gpl
	assert_equal "$(five a_gpl --license GPL)" namespace
	# Where the kernel lets a module leave its imports out, it warns of this one, too.
	echo CONFIG_MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS=y >auto.conf
	target_with "K_CONFIG=$PWD/auto.conf"
	assert_equal "$(five a_gpl --license GPL)" plain
	exports last "a_gpl EXPORT_SYMBOL_GPL SPACE"
	assert_equal "$(five a_gpl --license GPL)" plain
}

# modpost of each architecture forgives its own, and no other's (ignore_undef_symbol()).
# bats test_tags=tier:all
@test "what the linker brings on one architecture is missing on another" {
	exports last "a_plain EXPORT_SYMBOL"
	local symbol arch
	for symbol in _savegpr0_14 _rest32gpr_31 __s390_indirect_jump_r1; do
		for arch in x86 powerpc s390 arm64; do
			cp "$TARGET" "target.$arch"
			echo "K_ARCH=$arch" >>"target.$arch"
			question forgiven "void $symbol(void); void question(void) { $symbol(); }"
			run "$PROBE" --target "target.$arch" --symvers "$PWD/symvers" "$QUESTIONS/forgiven.c"
			case $arch.$symbol in
			powerpc.*gpr* | s390.__s390*) assert_line "question	forgiven	plain" ;;
			*) assert_line "question	forgiven	missing" ;;
			esac
		done
	done
}

# bats test_tags=tier:all
@test "a weak reference is nobody else's" {
	run probe weak_reference weak_strong
	assert_line "question	weak_reference	plain"
	assert_line "question	weak_strong	missing"
}

# damaged WHY: the Module.symvers here is refused, with the reason, and the files
# that were to come stay as they were.
damaged() {
	echo before >answers
	run probe --symvers "$PWD/symvers" --answers "$PWD/answers" --header "$PWD/header"
	assert_message ".*symvers is damaged"
	assert_output --partial "$1"
	assert_equal "$(cat answers)" before
	assert [ ! -e header ]
	run ls
	refute_output --regexp "(answers|header)\."
}

# bats test_tags=tier:all
@test "a damaged Module.symvers is no answer" {
	good() { sed -n 's/^K_SYMVERS=//p' "$TARGET" | tr -d "'" | xargs cat; }
	: >symvers
	damaged "It is empty"
	good | head -c 100000 >symvers
	damaged "the file was cut"
	{ good | head -n 10; printf '0x00000000\tx\n'; } >symvers
	damaged "Line 11 has 2 columns"
	good | head -n 10 | sed 's/$/\r/' >symvers
	damaged "CR LF"
	{ good | head -n 10; good | sed -n 3p; } >symvers
	damaged "a second time"
	{ good | head -n 10; printf '0x00000000\tx\tvmlinux\tEXPORT_SYMBOL_NEW\t\n'; } >symvers
	damaged "no known export type: EXPORT_SYMBOL_NEW"
	{ good | head -n 3; head -c 5000000 /dev/zero | tr '\0' x; echo; } >symvers
	damaged "Line 4 is 5000000 characters long"
	echo '<html>' >symvers
	damaged "Line 1 has 1 columns"
}

# bats test_tags=tier:all
@test "no Module.symvers at all" {
	run probe --symvers "$PWD/nothing"
	assert_message "Every verdict on .* would be unknown"
}

# --- trouble on the way ----------------------------------------------------------

# bats test_tags=tier:all
@test "a full disk is no answer" {
	local size
	[[ $EUID -eq 0 ]] || skip "only root can mount a small disk"
	mkdir small
	# From too small for the first file to just too small for the last.
	for size in 4k 16k 64k 128k 192k; do
		run unshare --mount sh -c "mount -t tmpfs -o size=$size tmpfs small && exec env TMPDIR=$PWD/small \
			$PROBE --target $TARGET --answers $PWD/answers $QUESTIONS/call_put_page.c $QUESTIONS/bug_table.c $QUESTIONS/huge.c"
		if [[ $status -eq 0 ]]; then
			break
		fi
		assert_output --partial "***"
		assert [ ! -e answers ]
	done
	assert [ "$size" != 4k ]
}

# bats test_tags=tier:quick
@test "answers that can't be written" {
	run probe --answers "$PWD/nothing/answers"
	assert_message "$PWD/nothing/answers can't be written"
	run probe --answers /dev/full
	assert_message "/dev/full can't be written"
	assert [ -c /dev/full ]
	run sh -c "$PROBE --target $TARGET $QUESTIONS/call_put_page.c >/dev/full"
	assert_message "Standard output can't be written"
}

# bats test_tags=tier:quick
@test "answers are written through no link that waits in the folder" {
	echo before >victim
	umask 027
	# kshim-probe keeps the number that its shell has.
	# shellcheck disable=SC2016 # sh's own
	run sh -c 'for file in answers header target; do ln -s victim "$file.$$"; done
		exec "$0" --target "$1" --answers answers --header header --save-target target "$2"' \
		"$PROBE" "$TARGET" "$QUESTIONS/call_put_page.c"
	assert_success
	assert_equal "$(cat victim)" before
	assert_equal "$(stat -c '%F %a' answers header target | sort -u)" "regular file 640"
	assert_equal "$(find . -regex './\(answers\|header\|target\)\..*' ! -type l)" ""
}

# bats test_tags=tier:all
@test "an interrupted run leaves nothing behind" {
	local signal
	# A compiler that says when it has begun, and lasts.
	wrapper cc <<-END
		#!/bin/sh
		echo >$PWD/begun
		sleep 1
		exec "\$@"
	END
	target_with "KB_COMPILE=\"$PWD/bin/cc \$KB_COMPILE\""
	for signal in INT TERM HUP; do
		rm -f begun
		# A job in the background ignores INT, and one under nohup HUP: give them back.
		env --default-signal=INT,HUP "$PROBE" --target "$TARGET" --answers "$PWD/answers" --header "$PWD/header" \
			"$QUESTIONS/call_put_page.c" 3>&- &
		until [[ -e begun ]]; do sleep 0.1; done
		kill -"$signal" $!
		status=0
		wait $! || status=$?
		assert [ "$status" -gt 128 ]
		run ls
		refute_output --regexp "answers|header"
		assert_equal "$(ls tmp)" ""
	done
}

# --- tools of other makes ----------------------------------------------------------

# same_answers COMMAND...: run kshim-probe by it, with bin first in PATH.
same_answers() {
	choose call_put_page call_rcu_read_lock call_bio_set_dev call_iterate_nobody helper_same_1 helper_same_2 \
		bug_table alternatives key_only own_macros own_macros_2 own_static flag_define crlf define_put_page orphan_param branches
	"$PROBE" --target "$TARGET" "${chosen[@]}" >expected
	PATH=$PWD/bin:$PATH "$@" "$PROBE" --target "$TARGET" "${chosen[@]}" >answers
	run diff expected answers
	assert_success
}

# bats test_tags=tier:full
@test "mawk, gawk and busybox awk give the same answers" {
	local awk path
	mkdir bin
	for awk in mawk gawk "busybox awk"; do
		path=$(command -v "${awk%% *}") || fail "install $awk"
		printf '#!/bin/sh\necho >>"%s/used"\nexec %s "$@"\n' "$PWD" "$path ${awk#"${awk%% *}"}" >bin/awk
		chmod +x bin/awk
		rm -f used
		same_answers env
		assert [ -e used ]
	done
}

# bats test_tags=tier:full
@test "dash, bash and busybox sh give the same answers" {
	mkdir bin
	same_answers dash
	same_answers bash --posix
	same_answers busybox sh
}

# Since 6.13 kbuild compiles in the module's folder, which is gone the next time.
# bats test_tags=tier:all
@test "a target is saved without a question, too" {
	run "$PROBE" --target "$TARGET" --save-target saved
	assert_success
	assert_output ""
	run diff "$TARGET" saved
	assert_success
	run "$PROBE" --target "$TARGET"
	assert_message "No question was asked"
}

# bats test_tags=tier:all
@test "a saved target whose compiler runs anywhere" {
	target_with "KB_COMPILE=\$(printf '%s\n' \"\$KB_COMPILE\" | sed \"s, -I\\./, -I\$KB_DIRECTORY/,g\")" KB_DIRECTORY=
	run probe
	assert_success
	assert_line --regexp "^question	call_put_page	"
}

# bats test_tags=tier:all
@test "folders with spaces and quotes in their names" {
	local folder="a b'c &|d"
	mkdir "$folder"
	cp "$QUESTIONS/call_put_page.c" "$QUESTIONS/include_other.c" "$folder"
	cp -r "$TOP/compat/engine" "$folder/engine"
	run "$folder/engine/kshim-probe" --target "$TARGET" --answers "$folder/answers" --header "$folder/h" \
		--log "$folder/log" "$folder/call_put_page.c" "$folder/include_other.c"
	assert_success
	run grep -c ^question "$folder/answers"
	assert_output 2
}

# bats test_tags=tier:quick
@test "the header has a 0 or 1 for every question" {
	probe --header h --prefix X_ --answers answers call_put_page call_rcu_read_lock call_iterate_nobody
	run cat h
	assert_line "#define X_HAVE_CALL_PUT_PAGE 1"
	assert_line "#define X_HAVE_CALL_ITERATE_NOBODY 0"
	assert_line "#define X_PLAIN_CALL_ITERATE_NOBODY 0"
	run grep -c '^#define' h
	assert_output 6
}
