#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# kshim explain: the messages that it knows, against the programs that print them.

load lib/load
load lib/tool
load lib/explain

setup_file() {
	build_tool
}

# assert_provoked KERNEL WHAT...: what modpost and gcc of this kernel print is recognised (assert_told).
assert_provoked() {
	provoked | in_root_with_tool "$1" >"$BATS_TEST_TMPDIR/out"
	assert_told "${@:2}"
	assert_line --regexp '^changed - put_page - - - linux/mm.h:[0-9]+$'
}

# bats test_tags=tier:full
@test "what modpost and gcc of 5.10 print is recognised" {
	assert_provoked 5.10 namespace
}

# bats test_tags=tier:all
@test "what modpost and gcc of 6.1 print is recognised" {
	assert_provoked 6.1 namespace
}

# bats test_tags=tier:full
@test "what modpost and gcc of 6.12 print is recognised" {
	assert_provoked 6.12 namespace
}

# bats test_tags=tier:all
@test "what modpost and gcc of 7.2 print is recognised" {
	assert_provoked 7.2 namespace closed
}

# bats test_tags=tier:full
@test "what modpost and gcc of 7.3 print is recognised" {
	assert_provoked 7.3 namespace closed
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# explain ARGUMENT...: on a machine without DKMS.
explain() {
	KSHIM_DKMS_TREE=$PWD/none "$KSHIM" explain "$@"
}

# Each spelling, with names in the places of what is taken out of it, is taken for itself: none hides
# behind another, and the names come back.
# bats test_tags=tier:quick
@test "each spelling in the list is found as its own kind, with what it names, wherever it stands" {
	local how
	for how in '%s' '[   12.345678] %s' 't.c:1:2: %s and more' quotes; do
		HOW=$how perl -ne '
			$pattern = $1 if /^Pattern: (.*)/;
			next unless defined $pattern && /^Kind: (.*)/;
			my ($kind, $line, %is) = ($1, $pattern, kind => $1);
			undef $pattern;
			next if $kind eq "place";
			$n++;
			my %name = (module => "mod_$n", symbol => "sym_$n", namespace => "NAME_$n", other => "other$n",
				text => "some $n text", type => "struct type_$n", file => "linux/some$n.h", release => "6.$n.0-1-amd64");
			$line =~ s/<(\w+)>/$is{$1} = $name{$1}; $name{$1}/ge;
			$line =~ s/\x27/\xe2\x80\x99/g if $ENV{HOW} eq "quotes";
			$line = sprintf($ENV{HOW}, $line) if $ENV{HOW} ne "quotes";
			print "$line\n";
			print STDERR join(" ", map { $is{$_} // "-" } qw(kind module symbol namespace)), "\n";' \
			"$TOP/compat/lists/messages.list" >log 2>wanted
		assert [ "$(wc -l <log)" -ge 50 ]
		KERNEL_CC=/nonexistent explain --json - <log >json 2>err || [ $? -eq 1 ] || fail "$(cat err)"
		run diff <(sort -u wanted) <(perl -MJSON::PP -0777 -ne '
			print join(" ", map { $_ // "-" } @$_{qw(kind module symbol namespace)}), "\n" for @{ decode_json($_)->{messages} }' json | sort -u)
		assert_success
	done
}

# bats test_tags=tier:quick
@test "where nothing is known it says what would be, and a module is no log" {
	local status=0
	echo "make: *** [Makefile:7: all] Error 2" >log
	explain log >out 2>err || status=$?
	assert_equal "$status $(cat out)" "2 "
	run cat err
	assert_line "kshim: *** There is no message in log that kshim knows."
	assert_line --partial "GPL-incompatible module <module> uses GPL-only symbol"
	assert_line --regexp "^ -> "
	run explain "ERROR: something else"
	assert_failure 2
	assert_line "kshim: *** There is no message in that line that kshim knows."
	run explain "$TOP/tests/fuzz/corpus/object/64-5.o"
	assert_failure 2
	assert_line --partial "It is a module or an object file."
	run explain ./missing
	assert_failure 2
	assert_line --partial "./missing can't be read"
}

# What the module's licence is nobody knows without the module.
# bats test_tags=tier:quick
@test "a symbol that the loader doesn't find is looked for in the kernel: GPL-only, plain, or nowhere" {
	run explain "[    3.1] x: Unknown symbol kernel_fpu_begin_mask (err -2)"
	assert_failure 1
	assert_line --regexp "^  kernel_fpu_begin_mask: GPL-only, exported by vmlinux: "
	run explain "x: Unknown symbol kfree (err -2)"
	assert_failure 1
	assert_line "  kfree: exported by vmlinux, to every module; nothing is in this module's way there"
	run explain "x: Unknown symbol no_such_symbol (err -2)"
	assert_failure 1
	assert_line "  no_such_symbol: exported by nobody"
}

# bats test_tags=tier:quick
@test "a note breaks nothing, and what breaks is told without it" {
	run explain "[ 1.2] t: loading out-of-tree module taints kernel."
	assert_success
	assert_line --regexp "^taint: t"
	run explain - <<<$'t: loading out-of-tree module taints kernel.\nt: version magic \'6.1.0-1-amd64 SMP \' should be \'6.1.0-2-amd64 SMP \''
	assert_failure 1
	assert_line --regexp "^vermagic: t"
	refute_output --partial taint
}

# A module that DKMS can't build for a kernel whose devmap symbols are GPL-only, by its name; and the
# command that is given for it, word for word.
# bats test_tags=tier:all
@test "explain of what DKMS failed to build names the call, and its command helps" {
	run in_root_with_tool 6.1 <<'END'
K=${TREE#/usr/src/linux-headers-}
V=$(/kshim/packaging/version)
/kshim/tests/kernels/gpl-only "$TREE" >/dev/null
cp -R /kshim/tests/consumers/release /usr/src/openafs-1
cd /usr/src/openafs-1
sed -i 's/release.o/openafs.o/' Kbuild
mv release.c openafs.c
printf '%s\n' 'PACKAGE_NAME="openafs"' 'PACKAGE_VERSION="1"' 'BUILT_MODULE_NAME[0]="openafs"' \
	'DEST_MODULE_LOCATION[0]="/extra"' 'AUTOINSTALL="yes"' >dkms.conf
cd /
export PATH="/bundle:$PATH"
dkms add openafs/1 >/dev/null
kshim explain openafs || echo "exit $?"
! dkms install openafs/1 -k "$K" >/dev/null 2>&1
echo "== without kshim"
kshim explain openafs || echo "exit $?"
{
	prefix=/usr /kshim/packaging/install dkms
	dkms add "kshim/$V"
	dkms install "kshim/$V" -k "$K"
} >/dev/null 2>&1
echo "== with kshim"
kshim explain openafs >said || echo "exit $?"
cat said
sed -n 's/^ -> \(kshim enable\)/\1/p' said >command
sh -x ./command
dkms status openafs
END
	assert_success
	assert_line "kshim: *** DKMS has no log of openafs."
	assert_line --regexp "^gpl: openafs on 6\.1\."
	assert_line "  devmap_managed_key: GPL-only, exported by vmlinux: an accident, which upstream undid; kshim has a substitute"
	assert_line --regexp "^    [a-z_]+ \(openafs\.c:[0-9]+\) > put_page > .* > devmap_managed_key"
	assert_line --regexp "^ -> install kshim-dkms .*, then: kshim enable openafs && dkms autoinstall -k 6\.1\."
	assert_line --regexp "^ -> kshim enable openafs && dkms autoinstall -k 6\.1\.[^ ]*-amd64$"
	assert_line --regexp "^openafs/1, 6\.1\..*: installed"
}

# bats test_tags=tier:full
@test "logs of Debian's packages that 7.2 breaks are explained as was expected" {
	local name names=(adv-17v35x gost-crypto nvidia-legacy-340xx rapiddisk west-chamber) debs
	debs=$("$TOP/tests/kernels/packages" --alone sid nvidia-legacy-340xx-kernel-dkms gost-crypto-dkms rapiddisk-dkms adv-17v35x-dkms west-chamber-dkms)
	in_root_with_tool 7.2 "$debs:/debs" >out <<END
/kshim/tests/explain/packages /debs "\$TREE" ${names[*]}
END
	for name in "${names[@]}"; do
		awk -v name="$name" '/^== / { on = $2 == name; next } on' out >"$name"
		assert_expected "$name" "$name" "$(sed -n 's/^kernel //p' out)"
		# One screen.
		assert [ "$(wc -l <"$name")" -le 40 ]
	done
}
