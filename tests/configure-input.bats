#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# What configure can't work with gets one message, which says what, why and the
# next step, and an exit status; the results of an earlier run stay as they were,
# nothing else is left, and the kernel tree is untouched.

load lib/load
load lib/configure

setup_file() {
	find_root
	export HEADERS=/usr/src/linux-headers-$RELEASE
}

# refused WHAT WHY NEXT -- FUNCTION [ARGUMENT...]: so it goes, inside the root. The results of the
# run before are as they were, but for those that REPLACED names.
refused() {
	local what=$1 why=$2 next=$3
	shift 4
	run inside "$@"
	assert_line --regexp "^said: [a-z-]+: (error: )?\*\*\* .*$what"
	assert_line --regexp "^said:     .*$why"
	assert_line --regexp "^said: ( -> |    ).*$next"
	assert_line --regexp "^said:  -> ."
	# One message, and nothing beside it; what it quotes is marked.
	assert_equal "$(grep -c '^said: [^ ]' <<<"$output")" 1
	assert_line "status: 1"
	assert_line "left: Makefile Module.symvers kshim.json kshim.ko kshim.target kshim_config.h"
	assert_line "damaged: ${REPLACED-}"
	assert_line "scratch: "
	assert_line "tree: 0 changed"
}

# --- The kernel

# bats test_tags=tier:quick
@test "no kernel has headers" {
	refused "No kernel on this machine has headers" "Looked for .* in /lib/modules/R/build" "Install the headers" -- \
		empty_machine
}

# bats test_tags=tier:all
@test "the kernel that was named has no headers" {
	refused "The kernel 6.9.9-nonesuch has no headers" "Looked for" "Install the headers .*linux-headers-R" -- \
		plain --with-kernel=6.9.9-nonesuch
	refused "The kernel 6.9.9-nonesuch has no headers" "Looked for" "Install the headers" -- \
		plain kernelver=6.9.9-nonesuch
}

# bats test_tags=tier:all
@test "another kernel's headers stand in its place" {
	refused "The kernel 6.2.0-strange has no headers" \
		"6.2.0-strange/build holds the headers of another kernel, $RELEASE" "Install the headers" -- strange_build
}

# bats test_tags=tier:all
@test "the headers of another kernel than the one that is named" {
	refused "$HEADERS does not hold the headers of the kernel 6.9.9-nonesuch" "They are of another, $RELEASE" \
		"name one kernel only" -- other_headers
}

# bats test_tags=tier:all
@test "headers that this user may not read" {
	local next="Have that user given read access"
	refused "/tmp/tree may not be read by nobody" "on the way to .*auto.conf" "$next" -- \
		forbidden "chmod 700 ." --with-linux-obj=/tmp/tree
	refused "/tmp/tree may not be read by nobody" "on the way to .*auto.conf" "$next" -- \
		forbidden "chmod 700 ." --with-linux=/tmp/tree
	refused "/tmp/tree/include/config/auto.conf may not be read by nobody" "on the way to" "$next" -- \
		forbidden "chmod 600 include/config/auto.conf" --with-linux-obj=/tmp/tree
	refused "/tmp/tree/include/generated/utsrelease.h may not be read" "on the way to" "$next" -- \
		forbidden "chmod 600 include/generated/utsrelease.h" --with-linux-obj=/tmp/tree --with-kernel="$RELEASE"
	refused "/tmp/tree/Module.symvers may not be read by nobody" "on the way to" "$next" -- \
		forbidden "chmod 600 Module.symvers" --with-linux-obj=/tmp/tree
	refused "/tmp/home may not be read by nobody" "/lib/modules/6.2.0-home/build/include" "$next" -- installed_forbidden
	# What is not there stays that.
	refused "There is no directory /tmp/tree/nonesuch" "named as the target kernel" "Check --with-linux" -- \
		forbidden : --with-linux-obj=/tmp/tree/nonesuch
}

# bats test_tags=tier:all
@test "no directory, and one that is no kernel's" {
	refused "There is no directory /nonesuch" "named as the target kernel" "Check --with-linux" -- \
		plain --with-linux=/nonesuch
	refused "There is no directory /nonesuch" "named as the target kernel" "Check --with-linux" -- \
		plain --with-linux-obj=/nonesuch
	refused "/tmp/tree is not a kernel tree" "neither .*auto.conf nor .*mm.h" "Check --with-linux" -- no_directory
}

# bats test_tags=tier:all
@test "headers that were never configured, or are several kernels'" {
	refused "/tmp/tree is not a kernel tree" "neither" "Check" -- spoil "rm include/config/auto.conf"
	refused "is the source of several kernels" "$RELEASE in /usr/src/" "--with-kernel=RELEASE" -- \
		plain "--with-linux=/usr/src/linux-headers-${RELEASE%-amd64}-common"
	refused "linux-headers-$RELEASE was not built from .*-common-rt" "Its source is .*-common\." "Name two trees" -- strangers
}

# bats test_tags=tier:all
@test "a tree that was never prepared" {
	refused "was never prepared" "no include/generated/uapi/linux/version.h" "make modules_prepare" -- \
		spoil "rm include/generated/uapi/linux/version.h"
	refused "doesn't say which release" "neither .*utsrelease.h" "make modules_prepare" -- \
		spoil "rm include/generated/utsrelease.h include/config/kernel.release"
	refused "The sources of /tmp/tree can't be found" "its Makefile leads" "--with-linux=DIR" -- spoil "rm Makefile"
}

# bats test_tags=tier:all
@test "a kernel without modules, and one that is older than 4.18" {
	refused "configured without loadable modules" "no CONFIG_MODULES=y" "Choose a kernel with CONFIG_MODULES=y" -- \
		spoil "sed -i /^CONFIG_MODULES=/d include/config/auto.conf"
	refused "is older than 4.18" "put_page.* free of GPL-only" "without kshim" -- \
		spoil "sed -i 's/CODE [0-9]*/CODE 266751/' include/generated/uapi/linux/version.h"
}

# bats test_tags=tier:all
@test "a kernel tree in a path with spaces" {
	refused "has a space or a colon in its path" "can't work there" "Move the tree" -- spaced_tree
}

# --- Module.symvers

# bats test_tags=tier:all
@test "no Module.symvers: unknown is an error" {
	refused "Every verdict on $RELEASE would be unknown: there is no /tmp/tree/Module.symvers" "only prepared" \
		"install the distribution's headers" -- spoil "rm Module.symvers"
}

# damaged WHY COMMAND
damaged() {
	refused "Every verdict on $RELEASE would be unknown: .*/Module.symvers is damaged" "$1" "Install the headers anew" -- \
		spoil "$2"
}

# bats test_tags=tier:quick
@test "Module.symvers is empty" {
	damaged "It is empty" ": >Module.symvers"
}

# bats test_tags=tier:all
@test "Module.symvers is cut" {
	damaged "the file was cut" "truncate -s 100000 Module.symvers"
	damaged "Line [0-9]* .*cut" "truncate -s -50 Module.symvers && echo >>Module.symvers"
}

# bats test_tags=tier:all
@test "Module.symvers has CR LF" {
	damaged "Line 1 ends in CR LF" "sed -i 's/$/\r/' Module.symvers"
}

# bats test_tags=tier:all
@test "Module.symvers has a line of five megabytes" {
	damaged "Line 30 is 5[0-9]* characters long" \
		"head -c 5000000 /dev/zero | tr '\0' x >/tmp/long && sed -i -e '29r /tmp/long' Module.symvers"
}

# bats test_tags=tier:all
@test "Module.symvers names a symbol twice" {
	damaged "names put_page_or_the_like a second time" \
		"printf '0x1\tput_page_or_the_like\tvmlinux\tEXPORT_SYMBOL\t\n%.0s' 1 2 >>Module.symvers"
}

# bats test_tags=tier:all
@test "Module.symvers has an unknown export type" {
	damaged "no known export type: EXPORT_SYMBOL_FUTURE" "sed -i '9s/EXPORT_SYMBOL[A-Z_]*/EXPORT_SYMBOL_FUTURE/' Module.symvers"
}

# bats test_tags=tier:all
@test "Module.symvers is something else" {
	damaged "It is not text" "head -c 100000 /bin/bash >Module.symvers && echo >>Module.symvers"
}

# --- The compiler

# bats test_tags=tier:all
@test "no compiler, one that doesn't exist, one that the tree refuses" {
	refused "can't compile a module here" "gcc-12: .*not found" "KERNEL_CC=" -- no_compiler
	refused "can't compile a module here" "nonesuch: .*not found" "KERNEL_CC=" -- \
		plain KERNEL_CC=nonesuch "--with-kernel=$RELEASE"
	refused "can't compile a module here" "unrecognized option -mfuture" "KERNEL_CC=" -- refusing_compiler
}

# --- What a module is made with

# bats test_tags=tier:full
@test "one of the kernel's own tools is not there, or another machine's" {
	local tool
	for tool in scripts/mod/modpost tools/objtool/objtool scripts/basic/fixdep scripts/genksyms/genksyms; do
		refused "can't (compile|link) a module here" "$tool of the kernel tree is missing, or does not work" \
			"Install the kernel's headers anew" -- without "$tool"
	done
	for tool in scripts/mod/modpost tools/objtool/objtool scripts/genksyms/genksyms; do
		refused "can't (compile|link) a module here" "$tool of the kernel tree is missing, or does not work" \
			"Install the kernel's headers anew" -- foreign "$tool"
	done
	refused "can't link a module here" "module.lds of the kernel tree is missing" "make -C .* modules_prepare" -- \
		spoil "rm arch/x86/module.lds"
}

# bats test_tags=tier:all
@test "no linker, no objcopy" {
	refused "can't link a module here" "There is no ld on this machine" "Install binutils" -- without /usr/bin/ld
	refused "can't link a module here" "There is no objcopy on this machine" "Install binutils" -- without /usr/bin/objcopy
}

# bats test_tags=tier:full
@test "a refusal takes no more of the compiler than an answer" {
	local answer
	run inside runs plain "--with-kernel=$RELEASE"
	assert_line "status: 0"
	answer=$(sed -n 's/^runs: //p' <<<"$output")
	assert [ "$answer" -gt 0 ]
	run inside runs without scripts/mod/modpost
	assert_line "status: 1"
	assert_line "runs: 0"
	# Headers that nothing can be compiled with.
	run inside runs spoil "rm include/generated/bounds.h"
	assert_line "status: 1"
	assert_line --partial "generated/bounds.h of the kernel tree is missing"
	assert_line "runs: 0"
}

# bats test_tags=tier:full
@test "exports that were trimmed are named when a symbol is missing" {
	# The build of such a kernel takes a script that Debian's headers have no use for.
	local trimmed="echo : >/usr/src/linux-headers-${RELEASE%-amd64}-common/scripts/gen_ksymdeps.sh; echo CONFIG_TRIM_UNUSED_KSYMS=y >>include/config/auto.conf; sed -i '/\t\(__folio_put\|generic_pipe_buf_release\|page_put_link\)\t/d' Module.symvers"
	# That is an answer, and written down.
	REPLACED="./Makefile ./kshim.json ./kshim.target ./kshim_config.h" refused "no clean way to release a page" \
		"built with CONFIG_TRIM_UNUSED_KSYMS: what its own modules don't use is not exported \(__folio_put generic_pipe_buf_release page_put_link\)" \
		"Nothing that kshim may do helps" -- spoil "$trimmed"
	run inside spoil "sed -i '/\t\(__folio_put\|generic_pipe_buf_release\|page_put_link\)\t/d' Module.symvers"
	assert_line "status: 1"
	refute_line --partial TRIM
}

# --- The options

# bats test_tags=tier:all
@test "a licence with a TAB or a newline in it" {
	refused "The licence has a TAB, a newline" "one line of text" "Give the string alone" -- \
		plain "--with-module-license=Dual"$'\t'"BSD/GPL" "--with-kernel=$RELEASE"
	refused "The licence has a TAB, a newline" "one line of text" "Give the string alone" -- \
		plain "--with-module-license=Proprietary"$'\n'"GPL" "--with-kernel=$RELEASE"
}

# bats test_tags=tier:quick
@test "an option without a value" {
	local option
	for option in kernel linux linux-obj module-license; do
		run inside plain "--with-$option"
		assert_line "said: configure: error: *** --with-$option needs a value."
		assert_line "said:  -> Write --with-$option=VALUE; configure --help tells what it may be."
		assert_line "status: 1"
		assert_line "damaged: ${REPLACED-}"
		run inside plain "--with-$option="
		assert_line "said: configure: error: *** --with-$option needs a value."
		assert_line "status: 1"
	done
}

# bats test_tags=tier:quick
@test "configure --help lists the options" {
	local option
	cd "$BATS_TEST_TMPDIR"
	run "$TOP/configure" --help
	assert_success
	for option in kernel=RELEASE linux=DIR linux-obj=DIR module-license=STRING; do
		assert_line --regexp "^  --with-$option( |$)"
	done
	for option in CC LD LLVM ARCH CROSS_COMPILE; do
		assert_line --regexp "^  KERNEL_$option( |$)"
	done
	run ls
	refute_output
}

# --- Where the results go

# bats test_tags=tier:all
@test "a folder that one may not write to" {
	refused "Nothing can be written in /tmp/build" "another user's" "in a folder of your own" -- as_nobody
	refused "Nothing can be written in /tmp/build" "read-only" "in a folder of your own" -- read_only
}

# bats test_tags=tier:all
@test "a full disk under the build folder" {
	refused "Nothing can be written in /tmp/build" "full" "Make room" -- full_build 0
	refused "Nothing can be written in /tmp/build" "full" "Make room" -- full_build 16
	# Enough to begin with.
	refused "The results can't be written in /tmp/build" "full" "Make room" -- full_build 64
}

# bats test_tags=tier:all
@test "a full disk under TMPDIR, and none there" {
	local kb
	for kb in 4 256 2048; do
		refused "There is no room in /tmp/small" "takes up to" "Make room there, or set TMPDIR" -- full_scratch "$kb"
	done
	refused "No folder can be made in /tmp/nonesuch" "compiled there" "set TMPDIR" -- no_scratch
}

# bats test_tags=tier:quick
@test "make without configure" {
	run inside make_alone
	assert_line "said: build: *** There is no kshim.target in /tmp/build."
	assert_line "said:     Nothing is known about the target kernel yet."
	assert_line "said:  -> Run configure first."
	assert_line "status: 2"
	assert_line "left: Makefile compat dkms.conf src"
}

# bats test_tags=tier:all
@test "results outlive a later run that is refused" {
	run inside make_after_refusal
	assert_success
	assert_line --partial "*** There is no directory /nonesuch"
	assert_line kshim.ko
}

# bats test_tags=tier:all
@test "make refuses results of two runs" {
	local file
	run inside strange_results
	assert_success
	assert_equal "$(grep -c "^build: \*\*\* kshim_config.h, kshim.target and kshim.json in /tmp/.* do not belong together\.$" <<<"$output")" 4
	for file in kshim_config.h kshim.target kshim.json changed; do
		assert_line "$file: refused"
	done
	assert_equal "$(grep -cx kshim.ko <<<"$output")" 1
}

# bats test_tags=tier:full
@test "an interrupted run leaves nothing" {
	local signal
	run inside interrupted INT TERM
	assert_success
	refute_line --partial PARTIAL
	assert_equal "$(grep -cE '^(INT|TERM) [0-9a-z]+ (none|whole) *$' <<<"$output")" 16
	# It was in the middle of it, most of the time.
	for signal in INT TERM; do
		assert [ "$(grep -cE "^$signal [0-9]+ none" <<<"$output")" -ge 4 ]
	done
}
