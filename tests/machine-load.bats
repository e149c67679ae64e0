#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# kshim audit of a whole machine, against the loaders of two of Debian's kernels as they are, booted
# and given the modules that it judged.

# bats file_tags=tier:full

load lib/load
load lib/tool
load lib/modules

setup_file() {
	build_tool
}

# A module of each kind: free to load, and refused by the loader for its licence, its kernel's
# version, its symbols and what it exports. Behind it comes the audit, without operands.
modules() {
	cat <<'END'
tainted_modules
module fine GPL </dev/null
module release Proprietary <<'EOS'
#include <linux/mm.h>
void use(struct page *page);
void use(struct page *page) { put_page(page); }
EOS
module provider GPL <<'EOS'
int judge_plain(void);
int judge_plain(void) { return 1; }
EXPORT_SYMBOL(judge_plain);
EOS
module user GPL <<'EOS'
int judge_plain(void), judge_nobody(void);
int use(void);
int use(void) { return judge_plain() + judge_nobody(); }
EOS
build KBUILD_MODPOST_WARN=1
twice_module
module other GPL </dev/null
build
sed -i 's/ preempt / PREEMPT /' other.ko
mkdir -p "/lib/modules/$RELEASE/updates"
cp ./*.ko "/lib/modules/$RELEASE/updates"
tar -c ./*.ko | base64
echo ====
/bundle/kshim audit --json 2>/tmp/said || [ $? -eq 1 ]
END
}

# assert_as_loaded NAME STOCK: each cell of that kernel that is not "unknown" is what its loader says.
assert_as_loaded() {
	in_root_with_modules "$1" < <(modules)
	run loaded "$2" closed middle fine release provider gpl plain user twice other
	sed -n 's/^\([a-z]*\) 0$/\1 ok/p; s/^\([a-z]*\) [1-9].*/\1 breaks/p' <<<"$output" | sort >"$BATS_TEST_TMPDIR/loader"
	assert_equal "$(wc -l <"$BATS_TEST_TMPDIR/loader")" 10
	part 2 | release=$(sed -n 's/^kernel: Linux version \([^ ]*\).*/\1/p' <<<"$output") perl -MJSON::PP -0777 -ne '
		for my $m (@{ decode_json($_)->{machine}{modules} }) {
			print "$m->{name} $_->{state}\n" for grep { $_->{kernel} eq $ENV{release} } @{ $m->{cells} };
		}' | sort >"$BATS_TEST_TMPDIR/audit"
	echo "# $1: $(grep -c ' ok$' "$BATS_TEST_TMPDIR/loader") of 10 modules load;" \
		"$(grep -c ' unknown$' "$BATS_TEST_TMPDIR/audit" || :) cells are unknown" >&3
	run diff "$BATS_TEST_TMPDIR/loader" "$BATS_TEST_TMPDIR/audit"
	assert_success
}

@test "each cell for 6.1 is what its loader says" {
	assert_as_loaded 6.1 6.1-stock
	assert [ "$(grep -c breaks "$BATS_TEST_TMPDIR/loader")" -ge 4 ]
}

@test "each cell for 7.2 is what its loader says" {
	assert_as_loaded 7.2 7.2-stock
	assert [ "$(grep -c breaks "$BATS_TEST_TMPDIR/loader")" -ge 4 ]
}
