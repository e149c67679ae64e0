#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# kshim audit on modules made for the purpose, against modpost and the kernel's own files: what
# more than the kernel's table decides.

load lib/load
load lib/tool

setup_file() {
	build_tool
}

# findings: what kshim audit --json found, as "MODULE SYMBOL PROBLEM".
findings() {
	perl -MJSON::PP -0777 -ne '
		for my $module (@{ decode_json($_)->{modules} }) {
			print "$module->{module} $_->{symbol} $_->{problem}\n" for @{ $module->{findings} };
		}' | sort -u
}

# part N: of what a script in a root printed, between lines of four signs.
part() {
	awk -v n="$1" '/^====$/ { i++; next } i + 1 == n' "$BATS_TEST_TMPDIR/all"
}

# in_root_with_modules NAME: as in_root_with_tool, in a folder for modules.
in_root_with_modules() {
	{
		cat <<'EOF'
RELEASE=${TREE##*/linux-headers-}
# module NAME LICENCE: standard input is its source.
module() {
	{
		printf '#include <linux/%s.h>\n' module string srcu version
		cat
		printf 'MODULE_LICENSE("%s");\n' "$2"
	} >"$1.c"
	echo "obj-m += $1.o" >>Kbuild
}
# build [ARGUMENT...]: the modules that were named since the last time.
build() {
	make -s -C "$TREE" M="$PWD" "$@" >log 2>&1 || {
		cat log >&2
		exit 1
	}
	: >Kbuild
}
# audit ARGUMENT...: findings are no failure.
audit() {
	/bundle/kshim audit "$@" || [ $? -eq 1 ]
}
mkdir /tmp/modules
cd /tmp/modules
EOF
		cat
	} | in_root_with_tool "$@" >"$BATS_TEST_TMPDIR/all"
}

# provider_and_user NAME: one module exports, the other uses it.
provider_and_user() {
	local i
	in_root_with_modules "$1" <<'EOF'
module provider GPL <<'EOS'
int judge_plain(void);
int judge_plain(void) { return 1; }
EXPORT_SYMBOL(judge_plain);
int judge_gpl(void);
int judge_gpl(void) { return 1; }
EXPORT_SYMBOL_GPL(judge_gpl);
int judge_space(void);
int judge_space(void) { return 1; }
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
EXPORT_SYMBOL_NS(judge_space, JUDGE);
#else
EXPORT_SYMBOL_NS(judge_space, "JUDGE");
#endif
EOS
build
module user BSD <<'EOS'
int judge_plain(void), judge_gpl(void), judge_space(void);
int use(void);
int use(void) { return judge_plain() + judge_gpl() + judge_space(); }
EOS
build user.o
audit --json --kernel "$TREE" provider.o user.o
echo ====
audit --json --kernel "$TREE" user.o provider.ko
echo ====
audit --json --kernel "$TREE" --extra-symvers Module.symvers user.o
echo ====
audit --json --kernel "$TREE" user.o
echo ====
mkdir -p "/lib/modules/$RELEASE/extra"
xz --check=crc32 -c provider.ko >"/lib/modules/$RELEASE/extra/provider.ko.xz"
audit --json --kernel "$TREE" user.o
echo ====
ONCE=1 /kshim/tests/tool-modpost "$TREE" provider.o user.o
EOF
	cd "$BATS_TEST_TMPDIR" || return
	for i in 1 2 3 5; do
		part "$i" | findings >found
		assert_equal "$i $(cat found)" "$i user judge_gpl gpl
user judge_space namespace"
	done
	part 6 >modpost
	# 5.10's modpost stops at the first that is GPL-only.
	if [[ $1 == 5.10 ]]; then
		run cat modpost
		assert_line "user judge_gpl gpl"
	else
		assert_equal "$(cat found)" "$(cat modpost)"
	fi
	assert_equal "$(part 4 | findings | sed 's/^user judge_.* //' | uniq -c | tr -s ' ')" " 3 missing"
}

# bats test_tags=tier:all
@test "on 6.1, modules named together and installed ones know each other's exports" {
	provider_and_user 6.1
}

# bats test_tags=tier:all
@test "on 7.2, where exports have flags, they do too" {
	provider_and_user 7.2
}

# bats test_tags=tier:full
@test "on 5.10, where CRCs are values, they do too" {
	provider_and_user 5.10
}
