#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The command kshim: what holds for all of it, and what it says to bad input.

load lib/load
load lib/tool

setup_file() {
	build_tool
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	OBJECT=$TOP/tests/fuzz/corpus/object/64-5.o
	SYMVERS=$TOP/tests/fuzz/corpus/symvers/5.6
}

# refused WHAT ARGUMENT...: it ends with 2, nothing on standard output, and one message.
refused() {
	local what=$1 status=0
	shift
	"$KSHIM" "$@" >out 2>err || status=$?
	assert_equal "$status" 2
	assert_equal "$(cat out)" ""
	run cat err
	assert_line --partial "kshim: *** "
	assert_output --partial "$what"
	assert_equal "$(grep -c '^kshim: \*\*\*' err)" 1
	assert_line --regexp "^ -> "
}

# bats test_tags=tier:quick
@test "every subcommand is in the help, the man page and knows --help" {
	run "$KSHIM" --help
	assert_success
	local names name
	names=$(sed -n 's/^  \([a-z]*\) .*/\1/p' <<<"$output")
	assert [ "$(wc -w <<<"$names")" -ge 5 ]
	for name in $names; do
		run "$KSHIM" "$name" --help
		assert_success
		assert_line --index 0 --partial "Usage: kshim $name"
		grep -qF "kshim $name" "$TOP/doc/kshim.1" || fail "the man page doesn't know $name"
	done
	run "$KSHIM" --version
	assert_output "kshim $("$TOP/packaging/version")"
}

# told SUBCOMMAND: the letters of its options, as its help has them.
told() {
	"$KSHIM" "$1" --help | sed -n 's/^  -\([A-Za-z]\), --.*/\1/p' | sort -u
}

# The completion asks the help itself.
# bats test_tags=tier:quick
@test "the man page has the options that the help has, and no other" {
	local names name long
	# why is explain's other name, and configure hands its words on.
	names=$("$KSHIM" --help | sed -n 's/^  \([a-z]*\) .*/\1/p' | grep -vx 'why\|configure')
	assert [ "$(wc -w <<<"$names")" -ge 8 ]
	for name in $names; do
		assert [ "$(told "$name" | wc -l)" -ge 1 ]
		# "Op Fl aj", "Op Fl k Ar kernel | Fl s Ar symvers": below the subcommand's ".Nm".
		run diff <(told "$name") <(awk -v name="$name" '
			/^\.Sh DESCRIPTION/ { exit }
			/^\.Nm/ { on = $3 == name; next }
			on { for (i = 1; i < NF; i++) if ($i ~ /^[.]?Fl$/) print $(i + 1) }' "$TOP/doc/kshim.1" |
			grep -o . | sort -u)
		assert_success
		for long in $("$KSHIM" "$name" --help | sed -n 's/^  -., --\([a-z-]*\).*/\1/p'); do
			grep -q -- "^\.\(It \)\{0,1\}Fl .*-$long" "$TOP/doc/kshim.1" || fail "the man page has no --$long"
		done
	done
}

# bats test_tags=tier:quick
@test "the man page is clean, with EXAMPLES, EXIT STATUS and FILES" {
	run mandoc -Tlint -Wwarning "$TOP"/doc/*.1
	assert_success
	refute_output
	for section in EXAMPLES "EXIT STATUS" FILES; do
		run grep -c "^\.Sh $section" "$TOP/doc/kshim.1"
		assert_output 1
	done
}

# bats test_tags=tier:quick
@test "bash completes subcommands, options and files" {
	run bash -c 'kshim() { "$KSHIM" "$@"; }; . "$TOP/packaging/completions/kshim.bash"
		complete_words() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kshim; echo "${COMPREPLY[@]}"; }
		complete_words kshim au; complete_words kshim audit --sym; complete_words kshim matrix --ht'
	assert_success
	assert_line --index 0 "audit"
	assert_line --index 1 "--symvers"
	assert_line --index 2 "--html"
}

# bats test_tags=tier:quick
@test "make tool builds it in a folder of its own" {
	printf 'srcdir := %s\ninclude %s/Makefile\n' "$TOP" "$TOP" >Makefile
	run make -s tool
	assert_success
	run env -u KSHIM_DATADIR ./kshim audit -s "$SYMVERS" "$OBJECT"
	assert_failure 1
	assert_line --partial "64-5.o"
}

# bats test_tags=tier:quick
@test "usage errors end with 2 and a next step" {
	refused "No subcommand"
	refused "no subcommand 'nonsense'" nonsense
	refused "No module" audit -k x
	refused "of the machine" audit --build t.ko
	refused "exclude each other" audit -k x -s y t.ko
	refused "Neither a log" explain
	refused "two kernels" diff 6.1
	refused "takes no arguments" headers x
	refused "--jobs" headers -J 0
	refused "--jobs" diff --jobs 2x a b
	refused "no option --nonsense" audit --nonsense t.ko
	refused "no option -Z" matrix -fZ
	refused "option --kernel needs an argument" why put_page --kernel
	refused "one consumer, or --list" enable a b
	refused "no option --license" disable --license GPL a
}

# bats test_tags=tier:quick
@test "files that are no modules are refused" {
	echo text >text
	: >empty
	head -c 700 "$OBJECT" >cut.o
	cp "$KSHIM.bin" program
	refused "missing can't be read" audit -s "$SYMVERS" missing
	refused "It is a folder" audit -s "$SYMVERS" .
	refused "not an ELF file" audit -s "$SYMVERS" text
	refused "not an ELF file" audit -s "$SYMVERS" empty
	refused "not a kernel module" audit -s "$SYMVERS" cut.o
	refused "no relocatable one" audit -s "$SYMVERS" program
	head -c 200 "$OBJECT.xz" >cut.xz
	refused "can't be unpacked" audit -s "$SYMVERS" cut.xz
}

# bats test_tags=tier:quick
@test "a Module.symvers in which anything is odd is refused" {
	: >symvers
	refused "It is empty" audit -s symvers "$OBJECT"
	printf '0x1\tleaf\tvmlinux\tEXPORT_SYMBOL\t' >symvers
	refused "the file was cut" audit -s symvers "$OBJECT"
	printf '0x1\tleaf\tvmlinux\n' >symvers
	refused "Line 1" audit -s symvers "$OBJECT"
	printf '0x1\tleaf\tvmlinux\tEXPORT_NONSENSE\t\n' >symvers
	refused "no export type" audit -s symvers "$OBJECT"
	printf '0x1\tleaf\tvmlinux\tEXPORT_SYMBOL\t\r\n' >symvers
	refused "CR LF" audit -s symvers "$OBJECT"
	printf '0x1\tleaf\tvmlinux\tEXPORT_SYMBOL\t\n%.0s' 1 2 >symvers
	refused "second time" audit -s symvers "$OBJECT"
	printf '0x1\tleaf\tvmlinux\tEXPORT_SYMBOL\t\n\0\n' >symvers
	refused "not text" audit -s symvers "$OBJECT"
}

# bats test_tags=tier:quick
@test "without its data it says so" {
	KSHIM_DATADIR=/nowhere refused "/nowhere/compat" audit -s "$SYMVERS" "$OBJECT"
	KSHIM_DATADIR=/nowhere refused "can't be run" headers
}

# compiler LINE: one that does LINE with what kshim compiles, and is gcc to all else.
compiler() {
	printf '#!/bin/sh\ncase "$*" in\n*/[0-9].c | */common.h)\n\t%s\n\t;;\nesac\nexec gcc "$@"\n' "$1" >cc
	chmod +x cc
	export KERNEL_CC=$PWD/cc
}

# An API that is not there, and one that is: neither answer may come of it.
# bats test_tags=tier:all
@test "a compiler that is not there or breaks down is trouble, and no API is absent for it" {
	local how
	KERNEL_CC=/nonexistent refused /nonexistent why put_page no_such_api
	KERNEL_CC=/nonexistent refused /nonexistent headers --only linux/mm.h
	# shellcheck disable=SC2016 # the compiler's own
	for how in 'kill -KILL $$' 'exit 1' 'echo "t.h:7:3: internal compiler error: Segmentation fault"; exit 4' \
		'echo "/tmp/t.s: Fatal error: no space: No space left on device"; exit 1'; do
		compiler "$how"
		refused "The compiler broke down" why put_page no_such_api
	done
	refused "The compiler broke down" headers --only linux/mm.h
	# That it can be content, too.
	compiler 'gcc "$@"; exit'
	run "$KSHIM" why put_page no_such_api
	assert_failure 1
	assert_line --partial "put_page: plain on"
	assert_line --partial "no_such_api: absent on"
}

# bats test_tags=tier:all
@test "a unit of headers on which the compiler breaks down is trouble, told once" {
	# shellcheck disable=SC2016 # the compiler's own
	printf '#!/bin/sh\ncase "$*" in\n*-ffunction-sections*_a*.c) kill -KILL $$ ;;\nesac\nexec gcc "$@"\n' >cc
	chmod +x cc
	KERNEL_CC=$PWD/cc refused "The compiler broke down" headers --only 'linux/mm*.h'
}

# bats test_tags=tier:full
@test "what is no C on any kernel is trouble, and not absent" {
	local api
	for api in '' ';' 1 '()'; do
		refused "'$api' is not an API" why "$api"
	done
	for api in 'put_page(p' 'return 0 }' 'put_page)(' 'put_page("' 'put_page page' int return 'if put_page' 'put_page(,)' '@put_page'; do
		refused "'$api' is not C on any kernel" why "$api"
	done
	echo 'static int t' >t.h
	refused "behind the common headers and $PWD/t.h" why --includes t.h no_such_api
	refused "it can't be told of which types" why DEFINE_MUTEX
	refused "it can't be told of which types" why BUILD_BUG_ON
	printf '%s\n' '#define nothing(x) do { } while (0)' '#define my_macro(x) nothing((x).no_member)' >t.h
	refused "Write the call out" why --includes t.h my_macro
	refused "Write the call out" why __init
	run "$KSHIM" why 'kfree("(")' "(void)'{'"
	assert_success
}

# bats test_tags=tier:all
@test "an absent API comes with the compiler's reason" {
	run "$KSHIM" why no_such_api 'put_page()' 'current->no_such_member' 'struct no_such_type t; (void)t' 'BUILD_BUG()'
	assert_failure 1
	assert_equal "$(grep -c ': absent on' <<<"$output")" 5
	assert_equal "$(grep -A 1 ': absent on' <<<"$output" | grep -c ' error: ')" 5
	run "$KSHIM" why --json no_such_api
	assert_failure 1
	assert_output --partial "'no_such_api' undeclared"
}

# matrix OPTION...: of one kernel, the newest here.
matrix() {
	"$KSHIM" matrix --kernel "$(newest)" "$@"
}

newest() {
	sed 's/.*"\(.*\)".*/\1/' /usr/src/linux-headers-*/include/generated/utsrelease.h | sort -V | tail -n 1
}

# results JSON: as if DKMS had built kshim for that kernel, with this in its kshim.json.
results() {
	local folder
	export KSHIM_DKMS_TREE=$PWD/dkms
	folder=dkms/kshim/kernel-$(newest)-$(uname -m)
	mkdir -p "$folder"
	printf '%s\n' "$1" >"$folder/kshim.json"
}

# bats test_tags=tier:quick
@test "a kshim.json that holds something else is trouble" {
	local apis
	for apis in '{"apis":[1]}' '{"apis":{"put_page":1}}' '{"apis":{"put_page":{"verdict":["plain"],"dependencies":[]}}}' \
		'{"apis":{"put_page":{"verdict":"plain","dependencies":{}}}}' '{}' '[]' 1 null; do
		results "$apis"
		run matrix
		assert_failure 2
		assert_line --partial "kshim: *** $PWD/dkms"
		assert_line --regexp "^ -> "
	done
	results '{"apis":{"put_page":{"verdict":"plain","route":"native","dependencies":[]}}}'
	run matrix
	assert_success
	assert_line --regexp "^put_page +plain native$"
}

# bats test_tags=tier:quick
@test "a refused kernel is a finding, and loses no verdict of another API" {
	results '{"refused":[{"api":"put_page","symbol":"leaf","export":"gpl","reason":"r"}],"apis":{
		"get_page":{"verdict":"plain","route":"native","dependencies":[]},"put_page":{"verdict":"gpl","route":"none","dependencies":[]}}}'
	run matrix
	assert_failure 1
	assert_line --regexp "^get_page +plain native$"
	assert_line --regexp "^put_page +gpl none$"
	matrix --json >out || [ $? -eq 1 ]
	run perl -MJSON::PP -0777 -ne '$k = decode_json($_)->{kernels}[0]; print $k->{asked}, " $k->{refused}[0]{api}"' out
	assert_output "1 put_page"
}

# bats test_tags=tier:quick
@test "the page is written through no link that waits in the folder" {
	results '{"apis":{"put_page":{"verdict":"plain","route":"native","dependencies":[]}}}'
	echo before >victim
	umask 027
	# kshim keeps the number that its shell has.
	# shellcheck disable=SC2016 # bash's own
	run bash -c 'ln -s victim "page.html.$$" && exec "$KSHIM" matrix --kernel "$1" --html page.html' bash "$(newest)"
	assert_success
	assert_equal "$(cat victim)" before
	assert_equal "$(stat -c '%F %a' page.html)" "regular file 640"
	assert_equal "$(find . -name 'page.html.*' ! -type l)" ""
}

# bats test_tags=tier:quick
@test "a kernel that can't be asked is trouble for the matrix, and not refused" {
	export XDG_CACHE_HOME=$PWD/cache KSHIM_DKMS_TREE=$PWD/none
	local status=0
	KERNEL_CC=/nonexistent matrix --json >out 2>err || status=$?
	assert_equal "$status" 2
	run perl -MJSON::PP -0777 -ne 'print join ",", map { $_->{asked} || $_->{refused} || $_->{apis} ? "known" : "unknown" }
		@{ decode_json($_)->{kernels} }' out
	assert_output unknown
	run cat err
	assert_line --partial "kshim-probe: *** "
	assert_line --partial "/nonexistent"
	assert_line --regexp "^kshim: \*\*\* .* could not be asked"
}

# bats test_tags=tier:quick
@test "a full disk is no clean result" {
	[[ -w /dev/full ]] || skip "this machine has no /dev/full"
	run bash -c '"$KSHIM" audit -l GPL -s "$1" "$2" >/dev/full' bash "$SYMVERS" "$OBJECT"
	assert_failure 2
	assert_line --partial "can't be written"
}

# bats test_tags=tier:quick
@test "all packings of a file are read alike, and text has no colours in a pipe" {
	"$KSHIM" audit -s "$SYMVERS" "$OBJECT" >plain || :
	run grep -c $'\033' plain
	assert_output 0
	for packed in xz zst; do
		"$KSHIM" audit -s "$SYMVERS" "$OBJECT.$packed" >"$packed" || :
		run diff <(sed "1s/64-5.o/64-5.o.$packed/" plain) "$packed"
		assert_success
	done
}

# bats test_tags=tier:quick
@test "JSON is alone on standard output, with its schema's number" {
	"$KSHIM" audit -j -s "$SYMVERS" "$OBJECT" >out || :
	run perl -MJSON::PP -0777 -ne '$d = decode_json($_); print "$d->{schema} $d->{modules}[0]{license}{string}"' out
	assert_success
	assert_output "1 Proprietary"
}

# The seed holds outer() > inner() > is_on(), whose gate stands in __jump_table alone.
# bats test_tags=tier:quick
@test "chains lead through inlines and tables, in 64 and 32 bits" {
	printf '0x1\t%s\tvmlinux\tEXPORT_SYMBOL_GPL\t\n' leaf gate plain >symvers
	run "$KSHIM" audit -a -s symvers "$OBJECT"
	assert_failure 1
	assert_line --regexp "^    entry \(seed.c:[0-9]+\) > outer > inner > leaf$"
	assert_line --regexp "^    entry .* > outer > inner > is_on > gate +\[__jump_table\]$"
	assert_line --regexp "^    operations\+0x0 \(seed.c:[0-9]+\) > leaf +\[.*\]$"
	run "$KSHIM" audit -a -s symvers "${OBJECT%64-5.o}32.o"
	assert_failure 1
	assert_line --regexp "^    entry \(seed.c:[0-9]+\) > outer > inner > leaf$"
	run "$KSHIM" audit -a -s symvers "${OBJECT%64-5.o}64-plain.o"
	assert_failure 1
	assert_line --regexp "^    entry\+0x[0-9a-f]+ > leaf"
	assert_line --partial "rebuild it with KCFLAGS=-g"
}

# places_of_readelf OBJECT: "SYMBOL SECTION OFFSET" of each place that readelf has.
places_of_readelf() {
	readelf -rW "$1" | awk '
		/^Relocation section/ { section = $3; gsub(/^\047\.rela?|\047$/, "", section) }
		$5 ~ /^(leaf|gate|plain)$/ && section !~ /^\.debug/ { sub(/^0*/, "", $1); print $5, section, "0" $1 }' | sort
}

# places_of_audit: the same of its JSON.
places_of_audit() {
	perl -MJSON::PP -0777 -ne '
		for my $finding (@{ decode_json($_)->{modules}[0]{findings} }) {
			printf "%s %s 0%s\n", $finding->{symbol}, $_->{section}, $_->{offset} ? sprintf("%x", $_->{offset}) : ""
				for @{ $finding->{uses} };
		}' | sort
}

# bats test_tags=tier:all
@test "objects of other architectures, of either byte order, are read as here" {
	local target
	cp "$TOP/tests/fuzz/seed.c" .
	printf '0x1\t%s\tvmlinux\tEXPORT_SYMBOL_GPL\t\n' leaf gate plain >symvers
	for target in aarch64 arm powerpc64 powerpc64le riscv64 s390x; do
		# eu-addr2line finds units by .debug_aranges alone.
		clang --target="$target-linux-gnu" -ffreestanding -O2 -g -gdwarf-aranges -c -o "$target.o" seed.c
		run "$KSHIM" audit -a -s symvers "$target.o"
		assert_failure 1
		assert_line --regexp "^    entry \(seed.c:[0-9]+\) > outer > inner > leaf$"
		assert_line --regexp "^    operations\+0x0 \(seed.c:[0-9]+\) > leaf +\[.*\]$"
		# An arm's code has its addresses of data beside it, where no line is.
		[[ $target == arm ]] ||
			assert_line --regexp "^    entry \(seed.c:[0-9]+\) > outer > inner > is_on > gate( |$)"
		"$KSHIM" audit -j -s symvers "$target.o" >json || :
		run "$TOP/tests/tool-chains" "$target.o" <json
		assert_success
		assert_line --regexp "^agree [6-9]$"
		# What powerpc's code takes from .toc counts where it is taken.
		run diff <(places_of_readelf "$target.o" | sed '/ \.toc /d') \
			<(places_of_audit <json | sed "$([[ $target != powerpc* ]] || echo '/^gate /d')")
		assert_success
	done
}

# bats test_tags=tier:quick
@test "what only the loader finds: another CRC, a proprietary provider" {
	printf '0x00000007\tleaf\tvmlinux\tEXPORT_SYMBOL\t\n0x00000001\tplain\tvmlinux\tEXPORT_SYMBOL_GPL\t\n0x00000000\tgate\tvmlinux\tEXPORT_SYMBOL\t\n' >symvers
	run "$KSHIM" audit -l GPL -s symvers "$OBJECT"
	assert_failure 1
	assert_line "leaf: only the loader sees this: another version of it, built with 0x00001234, the kernel has 0x00000007"
	refute_line --partial "plain:"

	cp "$OBJECT" provider.ko
	printf '0x00001234\tleaf\tvmlinux\tEXPORT_SYMBOL\t\n0x00000001\tplain\tvmlinux\tEXPORT_SYMBOL_GPL\t\n' >symvers
	printf '0x00000000\tgate\tprovider\tEXPORT_SYMBOL\t\n' >extra
	run "$KSHIM" audit -l GPL -s symvers -e extra "$OBJECT"
	assert_failure 1
	assert_line "gate: only the loader sees this, from Linux 5.9 on: provider is proprietary, and plain is GPL-only"
}

# bats test_tags=tier:quick
@test "namespaces: imported, not imported, closed" {
	printf '0x00001234\tleaf\tvmlinux\tEXPORT_SYMBOL\tSPACE\n0x00000001\tplain\tvmlinux\tEXPORT_SYMBOL\tOTHER\n0x00000000\tgate\tvmlinux\tEXPORT_SYMBOL_GPL\tmodule:kvm,64*\n' >symvers
	run "$KSHIM" audit -l GPL -s symvers "$OBJECT"
	assert_failure 1
	refute_line --partial "leaf:"
	assert_line --partial "plain: in the namespace OTHER"
	refute_line --partial "gate:"
	sed -i 's/,64\*/,64-5,x/' symvers
	run "$KSHIM" audit -l GPL -s symvers "$OBJECT"
	refute_line --partial "gate:"
	sed -i 's/,64-5/,64-/' symvers
	run "$KSHIM" audit -l GPL -s symvers "$OBJECT"
	assert_line "gate: in the namespace module:kvm,64-,x, which is closed to this module"
}

# The seed's leaf is reached by way of outer and inner, and all three symbols are none of the kernel's.
# bats test_tags=tier:all
@test "a stanza holds for its inlines, its architectures and its kernels" {
	mkdir data
	ln -s "$TOP/tools" data/tools
	cp -r "$TOP/compat" data/compat
	export KSHIM_DATADIR=$PWD/data
	# advice STANZA...: what is said of leaf with these.
	advice() {
		printf 'Symbol: leaf\n%b\n\n' "$@" >data/compat/lists/incidents.list
		run "$KSHIM" audit -a -k "$(newest)" "$OBJECT"
		assert_failure 1
		run sed -n '/^leaf: exported/,/^$/p' <<<"$output"
	}
	advice 'Inlines: nobody\nOutcome: open\nSource: a' 'Inlines: nobody inner\nOutcome: open\nSource: b'
	assert_line --partial "by way of inner: "
	assert_line --partial "(b)"
	advice 'Arch: riscv\nOutcome: open\nSource: a' 'Outcome: deliberate\nSource: b'
	assert_line --partial "upstream means it (b)"
	advice 'Arch: riscv x86\nOutcome: open\nSource: a'
	assert_line --partial "upstream left it so (a)"
	advice 'Kernels: 99.0 - 99.1\nOutcome: open\nSource: a'
	refute_line --partial "(a)"
	advice 'Kernels: 4.14 - 4.19, 4.20-rt\nOutcome: open\nSource: a'
	assert_line --partial "upstream left it so, at least up to 4.20 (a)"
	advice 'Kernels: 4.20-rc1\nOutcome: undone\nRelease: 5.0\nSource: a'
	assert_line --partial "undid it in 5.0 (a), which is older than this kernel"
	advice 'Kernels: 4.20 - 99.0\nOutcome: undone\nRelease: 99.1\nSource: a'
	assert_line --partial "undid it in 99.1 (a)."
	printf 'leaf\tplain in 1.0\n' >data/compat/lists/seen.list
	advice 'Kernels: 99.0\nOutcome: open\nSource: a'
	assert_line --partial "it is plain in 1.0"
}

# bats test_tags=tier:quick
@test "every incident names its source, and an undone one its release" {
	run awk '
		function check() {
			if (symbol == "")
				return
			if (source == "" || outcome !~ /^(undone|deliberate|open)$/ || (outcome == "undone" && release == ""))
				print symbol
			# What holds everywhere hides the stanzas behind it.
			if (symbol in seen)
				print symbol " behind one that always holds"
			if (!special)
				seen[symbol] = 1
			symbol = source = outcome = release = special = ""
		}
		/^$/ { check() }
		/^Symbol: / { symbol = $2; n++ }
		/^Source: / { source = $2 }
		/^Outcome: / { outcome = $2 }
		/^Release: / { release = $2 }
		/^(Arch|Inlines): / { special = 1 }
		END { check(); if (n < 20) print "only " n }' "$TOP/compat/lists/incidents.list"
	assert_success
	refute_output
}

# bats test_tags=tier:quick
@test "every substitute says for which kernels and on what ground, and how that was searched; its APIs are asked" {
	# shellcheck disable=SC2016 # for awk
	run awk -v catalogue="$TOP/compat/lists/substitutes.list" -v probes="$TOP/compat/probes" \
		-f "$TOP/compat/decision/stanzas.awk" -f <(echo '
		function lacks(key, pattern) {
			if (stanza[n, key] !~ pattern)
				print name ": " key " is <" stanza[n, key] ">"
		}
		BEGIN {
			kernels = "(RHEL )?[0-9]+[.][0-9]+([.]y)?( - [0-9]+[.][0-9]+)?"
			for (n = read_stanzas(catalogue); n > 0; n--) {
				name = stanza[n, "Name"]
				count++
				lacks("Kernels", "^" kernels "(, " kernels ")*$")
				lacks("Search", ".")
				lacks("Symbol", ".")
				lacks("Type", ".")
				lacks("Api", ".")
				lacks("Ground", "^(undone|free before|precaution)$")
				lacks("Commit", "^[0-9a-f]+$")
				apis = stanza[n, "Api"] " " stanza[n, "Means"]
				gsub(/\|/, " ", apis)
				for (i = split(apis, api, " "); i > 0; i--) {
					probe = probes "/" api[i] ".c"
					if ((getline line <probe) <= 0)
						print name ": nobody asks about " api[i]
					close(probe)
				}
			}
			if (count < 10)
				print "only " count
		}')
	assert_success
	refute_output
	run grep -vE '^(#.*|| .*|(Name|Symbol|Type|Unless|Means|Api|Arch|Kernels|Ground|Commit|Search): .*)$' "$TOP/compat/lists/substitutes.list"
	refute_output
}

# bats test_tags=tier:all
@test "1,000 mutations of objects and 10,000 of symvers end in no crash, hang or leak (all: KSHIM_FULL=1)" {
	local objects=1000 symvers=10000
	! full || objects=700000 symvers=300000
	export KSHIM_FUZZ_PROGRAM=$BATS_FILE_TMPDIR/fuzz
	"$TOP/tests/fuzz/build" "$KSHIM_FUZZ_PROGRAM"
	run "$TOP/tests/fuzz/run" object "$objects" .
	assert_success
	assert_line --regexp "^Done $objects runs"
	run "$TOP/tests/fuzz/run" symvers "$symvers" .
	assert_success
	assert_line --regexp "^Done $symvers runs"
}
