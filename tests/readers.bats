#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# What is read by shell programs and by the command kshim is read alike: cases as data, through
# the awk reader (by each awk) and the C reader, and by the kernel's own where it has one.

load lib/load
load lib/tool

setup_file() {
	build_tool
	# Each awk as "awk" in a folder of its own.
	export AWKS=$BATS_FILE_TMPDIR/awks
	mkdir -p "$AWKS"/{mawk,gawk,busybox}
	ln -s "$(command -v mawk)" "$AWKS/mawk/awk"
	ln -s "$(command -v gawk)" "$AWKS/gawk/awk"
	ln -s "$(command -v busybox)" "$AWKS/busybox/awk"
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# compile NAME: a source of ours, beside the command's.
compile() {
	# shellcheck disable=SC2046 # words
	cc -std=gnu11 -D_GNU_SOURCE -Wall -Werror -o "$1" "$TOP/tests/readers/$1.c" "${@:2}" \
		$(pkg-config --cflags --libs json-c libarchive)
}

# object: f.o references the symbol f and no other.
object() {
	cat >f.c <<-'END'
		extern void f(void);
		void g(void);
		void g(void) { f(); }
		static const char license[] __attribute__((section(".modinfo"), used)) = "license=BSD";
	END
	cc -c -o f.o f.c
}

# audited SYMVERS [OPTION...]: what the command makes of f.o.
audited() {
	local status=0
	"$KSHIM" audit -j -s "$1" "${@:2}" f.o >json 2>said || status=$?
	case $status in
	0) echo plain ;;
	1) sed -n 's/^ *"problem":"\([a-z]*\)",$/\1/p' json | sed 1q ;;
	2) sed 's/^kshim: .* is damaged\.$/refused/; q' said ;;
	esac
}

# cases LIST: its lines, the formats written to files of their names.
cases() {
	local name rest format
	while read -r name rest; do
		[[ $name && $name != \#* ]] || continue
		format=${rest##*$'\t'}
		# shellcheck disable=SC2059 # it is one
		printf -- "$format" >"$name"
		echo "$name ${rest%$'\t'*}"
	done <"$TOP/tests/readers/$1"
}

# bats test_tags=tier:all
@test "Module.symvers: one verdict by each awk, the command and modpost" {
	local name verdict modpost awk count=0 asked=0
	object
	mkdir tree
	ln -s "/lib/modules/$(cd /lib/modules && printf '%s\n' *-amd64 | sed 1q)/build/scripts" tree/scripts
	cases symvers.list >list
	while read -r name verdict modpost; do
		for awk in mawk gawk busybox; do
			assert_equal "$name, $awk: $(PATH=$AWKS/$awk:$PATH "$TOP/tests/readers/verdict" "$name" BSD)" \
				"$name, $awk: $verdict"
		done
		assert_equal "$name, kshim: $(audited "$name")" "$name, kshim: $verdict"
		if [[ $modpost != - ]]; then
			cp "$name" tree/Module.symvers
			run "$TOP/tests/tool-modpost" "$PWD/tree" "$PWD/f.o"
			assert_success
			assert_equal "$name, modpost: ${lines[0]:-f f plain}" "$name, modpost: f f $modpost"
			asked=$((asked + 1))
		fi
		count=$((count + 1))
	done <list
	assert [ "$count" -ge 45 ]
	assert [ "$asked" -ge 11 ]
}

# The strings are those of the kernel's own header, which is compiled, and some like them.
# bats test_tags=tier:all
@test "licences: GPL-compatible is what the kernel's include/linux/license.h takes for it" {
	local header license expected count=0
	header=$(cd /usr/src && printf '%s\n' "$PWD"/linux-headers-*-common/include/linux/license.h | sed 1q)
	cat >license.c <<-'END'
		#include <stdbool.h>
		#include <string.h>
		#include <stdio.h>
		#include LICENSE
		int main(int argc, char **argv) { puts(license_is_gpl_compatible(argv[1]) ? "plain" : "gpl"); return 0; }
	END
	cc -DLICENSE="\"$header\"" -o license license.c
	object
	printf '0x1\tf\tvmlinux\tEXPORT_SYMBOL_GPL\t\n' >symvers
	grep -o '"[^"]*"' "$header" | tr -d '"' >compatible
	{
		cat compatible
		sed 's/ //g' compatible
		sed 's/$/ /' compatible
		tr '[:upper:]' '[:lower:]' <compatible
		printf '%s\n' GPLv2 "GPL v3" "GPL-2.0" "Dual GPL/BSD" "Dual BSD" BSD MIT Proprietary "GPL\\0Proprietary" ""
	} | sort -u >all
	while IFS= read -r license; do
		expected=$(./license "$license")
		assert_equal "$license: $("$TOP/tests/readers/verdict" symvers "$license")" "$license: $expected"
		assert_equal "$license: $(audited symvers -l "$license")" "$license: $expected"
		[[ $expected != plain ]] || count=$((count + 1))
	done <all
	assert [ "$count" -ge 6 ]
	assert [ "$(wc -l <all)" -ge 25 ]
}

# bats test_tags=tier:all
@test "lists of stanzas: one reading by each awk and the command's reader" {
	local name expected awk count=0
	compile stanzas -I"$TOP/tools" "$TOP"/tools/read/stanza.c "$TOP"/tools/shared/{file,failure,terminal}.c
	cases stanzas.list >list
	while read -r name expected; do
		expected=$(tr / '\n' <<<"$expected" | tr _ ' ' | sort)
		for awk in mawk gawk busybox; do
			assert_equal "$name, $awk: $({ PATH=$AWKS/$awk:$PATH awk -v file="$name" -f "$TOP/compat/decision/stanzas.awk" \
				-f "$TOP/tests/readers/stanzas.awk" 2>/dev/null || echo refused; } | sort)" "$name, $awk: $expected"
		done
		assert_equal "$name, C: $(./stanzas "$name" Name Type | sort)" "$name, C: $expected"
		count=$((count + 1))
	done <list
	assert [ "$count" -ge 19 ]
}

# bats test_tags=tier:all
@test "the kernels that an entry of the catalogue is for: one answer by each awk and the command" {
	local awk
	grep -v '^#' "$TOP/tests/readers/ranges.list" >wanted
	assert [ "$(wc -l <wanted)" -ge 20 ]
	for awk in mawk gawk busybox; do
		PATH=$AWKS/$awk:$PATH awk -f "$TOP/compat/decision/range.awk" -f "$TOP/tests/readers/ranges.awk" \
			"$TOP/tests/readers/ranges.list" >found
		run diff wanted found
		assert_success
	done
	compile ranges "$TOP/tools/judge/range.c" "-I$TOP/tools"
	./ranges <"$TOP/tests/readers/ranges.list" >found
	run diff wanted found
	assert_success
}
