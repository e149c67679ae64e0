#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# kshim audit on modules made for the purpose, against modpost and the kernel's own files: what
# more than the kernel's table decides.

load lib/load
load lib/tool
load lib/modules

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

# bats test_tags=tier:all
@test "on 6.1, what the loader compares first, inherits and refuses is found before it is loaded" {
	in_root_with_modules 6.1 <<'EOF'
module empty GPL </dev/null
build
modinfo -F vermagic empty.ko
audit --json --kernel "$TREE" empty.ko
echo ====
module empty GPL </dev/null
TREE=${TREE%-amd64}-rt-amd64 build
modinfo -F vermagic empty.ko
audit --json --kernel "$TREE" empty.ko
for tree in "${TREE%-amd64}-rt-amd64" "$TREE"; do
	sed -n 's/^\(0x[0-9a-f]*\)	module_layout	.*/layout \1/p' "$tree/Module.symvers"
done
echo ====
tainted_modules
build
xz --check=crc32 closed.ko
for way in '' middle.ko; do
	audit --json --kernel "$TREE" --extra-symvers Module.symvers gpl.ko plain.ko $way
	echo ====
done
rm closed.ko.xz
audit --json --kernel "$TREE" --extra-symvers Module.symvers gpl.ko plain.ko
echo ====
module get GPL <<'EOS'
int use(const char *name);
int use(const char *name) { return symbol_get(kstrdup) && symbol_get(synchronize_srcu); }
EOS
module variable GPL <<'EOS'
int use(const char *name);
int use(const char *name) { return __symbol_get(name) != NULL; }
EOS
build
audit --json --kernel "$TREE" get.ko get.o variable.ko
EOF
	run part 1
	assert_output --partial '"findings":[
      ]'
	run part 2
	local built=${lines[0]} crcs
	assert_equal "$(part 2 | sed '/^layout /d; 1d' | findings)" "empty module_layout crc
empty vermagic vermagic"
	crcs=$(grep '^layout' <<<"$output" | cut -d ' ' -f 2 | paste -sd ' ')
	assert_line --partial "built with ${crcs% *}, the kernel has ${crcs#* }"
	assert_line --partial "built as \\\"$built\\\", the kernel wants \\\"$(part 1 | sed -n 1p)\\\""
	for i in 3 4; do
		assert_equal "$i $(part $i | findings)" "$i gpl judge_middle taint"
	done
	assert_equal "$(part 5 | findings)" "gpl judge_middle unknown"
	assert_equal "$(part 6 | findings)" "get kstrdup symbol_get
variable __symbol_get unknown"
}

# bats test_tags=tier:all
@test "on 7.2, symbol_get() names what it asks for, and section bounds are the linker's" {
	in_root_with_modules 7.2 <<'EOF'
module get GPL <<'EOS'
int use(void);
int use(void) { return symbol_get(kstrdup) && symbol_get(synchronize_srcu); }
EOS
build
audit --json --kernel "$TREE" get.o get.ko
sed -i 's/ preempt / PREEMPT /' get.ko
audit --json --kernel "$TREE" get.ko >other
echo ====
cat other
echo ====
module bounds GPL <<'EOS'
extern char __start_judge[], __stop_judge[], __start[];
long use(void);
long use(void) { return __stop_judge - __start_judge + *__start; }
EOS
build bounds.o
audit --json --kernel "$TREE" bounds.o
echo ====
ONCE=1 /kshim/tests/tool-modpost "$TREE" bounds.o
EOF
	assert_equal "$(part 1 | findings)" "get kstrdup symbol_get"
	assert_equal "$(part 2 | findings)" "get kstrdup symbol_get
get vermagic vermagic"
	assert_equal "$(part 3 | findings)" "bounds __start missing"
	assert_equal "$(part 3 | findings)" "$(part 4)"
}

# bats test_tags=tier:all
@test "on 6.1, section bounds are missing, and a further table wins for what modules export" {
	in_root_with_modules 6.1 <<'EOF'
module user BSD <<'EOS'
extern char __start_judge[], __stop_judge[];
void ib_unregister_device(void *);
void use(void *device);
void use(void *device) { kfree(device + (__stop_judge - __start_judge)); ib_unregister_device(device); }
EOS
build user.o
for symbol in ib_unregister_device kfree; do
	sed -n "s/^\(0x[0-9a-f]*	$symbol	\).*/\1\/x\/ib_core	EXPORT_SYMBOL_GPL	/p" "$TREE/Module.symvers" >>extra
done
audit --json --kernel "$TREE" --extra-symvers extra user.o
echo ====
# What the kernel itself exports nobody may export anew: this modpost fails there.
sed -i '/	kfree	/d' extra
EXTRA=extra ONCE=1 /kshim/tests/tool-modpost "$TREE" user.o
EOF
	assert_equal "$(part 1 | findings)" "user __start_judge missing
user __stop_judge missing
user ib_unregister_device gpl"
	assert_equal "$(part 1 | findings)" "$(part 2)"
}

# What the fuzzer's seed needs: leaf, gate and plain.
object() {
	cd "$BATS_TEST_TMPDIR" || return
	cp "$TOP/tests/fuzz/corpus/object/64-5.o" t.o
	printf '0x00001234\tleaf\tvmlinux\tEXPORT_SYMBOL_GPL\t\n0x0\tplain\tvmlinux\tEXPORT_SYMBOL\t\n0x0\tgate\tvmlinux\tEXPORT_SYMBOL\tSPACE\n' >symvers
}

# bats test_tags=tier:all
@test "no file's text steers the terminal" {
	object
	local odd=$'le\e[31maf\ngood: every symbol is within reach'
	objcopy --redefine-sym "leaf=$odd" t.o $'o\e[1mdd.o'
	run "$KSHIM" audit -a -s symvers $'o\e[1mdd.o'
	assert_failure 1
	assert_line 'le\x1b[31maf\x0agood: every symbol is within reach: exported by nobody'
	refute_line --partial $'\e'
	refute_line --regexp '^good'
	assert_line --index 0 --regexp '^o\\x1b\[1mdd\.o on '
	run "$KSHIM" audit -s $'no\e[1m' t.o
	assert_line 'kshim: *** no\x1b[1m can'"'"'t be read.'
}

# bats test_tags=tier:all
@test "a licence that the kernel doesn't know is said to be one, beside those that it does" {
	object
	run "$KSHIM" audit -s symvers -l GPLv2 t.o
	local told header
	header=$("$TOP/tools/ask/kernel" | sed -n 's/^source	//p')/include/linux/license.h
	told=$(sed -n 's/^The kernel does not take "GPLv2" for the GPL\. .*: //p' <<<"$output")
	assert_equal "$(grep -o '"[^"]*"' <<<"$told" | sort)" \
		"$(sed -n 's/.*strcmp(license, \("[^"]*"\)).*/\1/p' "$header" | sort)"
	assert_line --partial 'What it would take: a MODULE_LICENSE that the kernel knows, if "GPLv2" means the GPL'
	run "$KSHIM" audit -s symvers -l "Dual GPL/BSD" t.o
	assert_line --partial 'The kernel does not take "Dual GPL/BSD" for the GPL.'
	for known in "GPL v2" "BSD"; do
		run "$KSHIM" audit -s symvers -l "$known" t.o
		refute_line --partial "The kernel does not take"
	done
}

# bats test_tags=tier:all
@test "each finding says what it would take" {
	object
	printf '0x00000007\tleaf\tvmlinux\tEXPORT_SYMBOL_GPL\t\n0x0\tgate\tvmlinux\tEXPORT_SYMBOL\tOTHER\n0x0\tplain\tx\tEXPORT_SYMBOL\tmodule:kvm\n' >symvers
	run "$KSHIM" audit -s symvers -l GPL t.o
	assert_equal "$(grep -c '^  What it would take: ' <<<"$output")" 3
	assert_line --partial 'What it would take: build the module anew'
	assert_line --partial 'What it would take: MODULE_IMPORT_NS("OTHER")'
	assert_line --partial 'What it would take: none: upstream lets modules of these names alone use it (kvm)'
}

# bats test_tags=tier:all
@test "an object whose code the linker is to make is refused" {
	object
	local flags
	echo 'void *leaf(void); void *use(void) { return leaf(); }' >t.c
	for flags in "gcc -flto" "clang -flto"; do
		$flags -O2 -c -o slim.o t.c
		run "$KSHIM" audit -s symvers slim.o
		assert_failure 2
		assert_line --partial "slim.o has no machine code."
		assert_line --partial "${flags% *}'s -flto"
	done
	gcc -flto -ffat-lto-objects -O2 -c -o fat.o t.c
	run "$KSHIM" audit -s symvers fat.o
	assert_failure 1
	assert_line "leaf: GPL-only, exported by vmlinux"
}

# bats test_tags=tier:all
@test "what kshim exports is known where kshim was built for the kernel, and why not where it wasn't" {
	object
	local release folder
	release=$("$TOP/tools/ask/kernel" | sed -n 's/^release	//p')
	folder=dkms/kshim/kernel-$release-$(uname -m)
	objcopy --redefine-sym leaf=kshim_devmap_managed_key --redefine-sym plain=kfree --redefine-sym gate=kfree_const t.o
	export KSHIM_DKMS_TREE=$PWD/dkms
	run "$KSHIM" audit -k "$release" t.o
	assert_failure 1
	assert_line "kshim_devmap_managed_key: exported by nobody"
	assert_line "kshim-config: *** kshim was not built for the kernel $release."
	mkdir -p "$folder"
	printf '{"kernel":{"release":"%s"},"cflags":""}\n' "$release" >"$folder/kshim.json"
	printf '0x00000000\tkshim_devmap_managed_key\tkshim\tEXPORT_SYMBOL\t\n' >"$folder/Module.symvers"
	run "$KSHIM" audit -k "$release" t.o
	refute_line --partial kshim_devmap_managed_key:
}

# bats test_tags=tier:all
@test "a provider is looked for beside its table, packed or not, and where DKMS keeps it" {
	object
	local where
	printf '0x00001234\tleaf\tvmlinux\tEXPORT_SYMBOL_GPL\t\n0x0\tplain\tvmlinux\tEXPORT_SYMBOL\t\n' >symvers
	printf '0x0\tgate\t/nowhere/provider\tEXPORT_SYMBOL\t\n' >extra
	run "$KSHIM" audit -l GPL -s symvers -e extra t.o
	assert_failure 1
	assert_line --index 0 --partial ": 1 that can't be told"
	assert_line --partial "gate: only the loader sees this: it isn't known whether /nowhere/provider is proprietary"
	mkdir module
	for where in provider.ko provider.ko.xz provider.ko.zst module/provider.ko; do
		case $where in
		*.xz) xz --check=crc32 -c t.o >"$where" ;;
		*.zst) zstd -q -c t.o >"$where" ;;
		*) cp t.o "$where" ;;
		esac
		run "$KSHIM" audit -l GPL -s symvers -e extra t.o
		assert_line "gate: only the loader sees this, from Linux 5.9 on: /nowhere/provider is proprietary, and leaf is GPL-only"
		rm "$where"
	done
}

# Each use has to be found without a look at all others: with that, these take a quarter of a minute
# of processor time, else a tenth of a second.
# bats test_tags=tier:all
@test "8,000 missing variables and as many functions are no more work each than a few" {
	cd "$BATS_TEST_TMPDIR"
	awk 'BEGIN {
		for (i = 0; i < 8000; i++)
			printf "extern int variable_%d, function_%d(void);\nvoid *pointer_%d = &variable_%d;\n", i, i, i, i
		print "void use(void)\n{"
		for (i = 0; i < 8000; i++)
			printf "\tfunction_%d();\n", i
		print "}"
	}' >many.c
	gcc -O1 -g -c many.c
	printf '0x1\tnothing\tvmlinux\tEXPORT_SYMBOL\t\n' >symvers
	run bash -c 'ulimit -t 5; "$KSHIM" audit -s symvers many.o >told'
	assert_failure 1
	run head -n 1 told
	assert_output --partial ": 16000 out of reach"
	run grep -n -e ' > variable_7999 ' -e ' > function_7999$' told
	assert_output --partial ':    pointer_7999+0x0 (many.c:16000) > variable_7999   [.data.rel]'
	assert_output --partial ':    use (many.c:24002) > function_7999'
}

# The members are judged as the objects are that they are made of.
# bats test_tags=tier:quick
@test "the objects in an archive are audited by name, and know each other" {
	cd "$BATS_TEST_TMPDIR"
	echo 'void leaf(void); void first(void) { leaf(); }' >a.c
	echo 'void other(void); void leaf_of_a(void) { other(); }' >b.c
	mkdir two
	echo 'void third(void); void second(void) { third(); }' >two/a.c
	gcc -c a.c b.c
	gcc -c -o two/a.o two/a.c
	printf '0x1\tleaf\tvmlinux\tEXPORT_SYMBOL_GPL\t\n0x1\tthird\tvmlinux\tEXPORT_SYMBOL\t\n' >symvers
	ar rc lib.a a.o b.o
	ar qc lib.a two/a.o
	mkdir scratch
	export TMPDIR=$PWD/scratch
	run "$KSHIM" audit --json -s symvers lib.a
	assert_failure 1
	printf '%s\n' "$output" | perl -MJSON::PP -0777 -ne '
		for my $m (@{ decode_json($_)->{modules} }) {
			print join(" ", $m->{path}, map { "$_->{symbol} $_->{problem}" } @{ $m->{findings} }), "\n";
		}' >found
	run cat found
	assert_output "lib.a(a.o) leaf gpl
lib.a(b.o) other missing
lib.a(a.o)"
	ar rcT thin.a a.o
	run "$KSHIM" audit -s symvers thin.a
	assert_failure 2
	assert_line "kshim: *** thin.a can't be unpacked."
	run find scratch -mindepth 1
	refute_output
}

# bats test_tags=tier:quick
@test "an object of another architecture than the kernel's is refused, and a file that may not be read is not misnamed" {
	cd "$BATS_TEST_TMPDIR"
	echo 'int x;' >x.c
	gcc -c x.c
	cp x.o arm.o
	printf '\267' | dd of=arm.o bs=1 seek=18 conv=notrunc status=none
	run "$KSHIM" audit -k "$(cd /lib/modules && printf '%s\n' *-amd64 | sed 1q)" arm.o
	assert_failure 2
	assert_line "kshim: *** arm.o can't be judged for this kernel."
	assert_line --regexp "^    It is for arm64, and .*-amd64 is a kernel for x86\.$"
	chmod 000 x.o
	chmod 755 .
	run setpriv --reuid nobody --clear-groups "$KSHIM" audit x.o
	assert_failure 2
	refute_output --partial "Check the name"
}

# bats test_tags=tier:all
@test "an inline whose list of ranges begins with an empty one keeps its place in the chain" {
	cd "$BATS_TEST_TMPDIR"
	cat >t.c <<'EOF'
extern void leaf(int);
extern int other(int);
static inline __attribute__((always_inline)) int inner(int x)
{
	int y = x * 3;

	if (y > 7)
		leaf(y);
	return y;
}

int entry(int x, int z)
{
	int a = z * 5 + x;
	int y = inner(x + z);

	return other(a) + y + z * 7;
}
EOF
	gcc -O2 -gdwarf-4 -S t.c
	assert_equal "$(grep -c '^\.Ldebug_ranges0:' t.s)" 1
	# As gcc 10 writes it: the two zeros of an empty range where the unit begins, which end a list.
	sed 's/^\.Ldebug_ranges0:/&\n\t.quad 0\n\t.quad 0/' t.s >empty.s
	printf '0x1\tleaf\tvmlinux\tEXPORT_SYMBOL_GPL\t\n0x1\tother\tvmlinux\tEXPORT_SYMBOL\t\n' >symvers
	for name in t empty; do
		gcc -c "$name.s"
		run "$KSHIM" audit -s symvers "$name.o"
		assert_line --regexp '^    entry \(t\.c:[0-9]+\) > inner > leaf$'
	done
}

# kinds REPORT: of what the kernel said in there, the kinds that explain finds, each once.
kinds() {
	sed -n 's/^kernel: //p' <<<"$1" | { "$KSHIM" explain --json - || [ $? -eq 1 ]; } |
		perl -MJSON::PP -0777 -ne 'print "$_->{kind}\n" for @{ decode_json($_)->{messages} }' | sort -u | paste -sd ' '
}

# bats test_tags=tier:full
@test "the loader of 6.1 and 7.2 refuses what audit says, takes the rest, and explain knows its words" {
	in_root_with_modules 6.1 <<'EOF'
module fine GPL </dev/null
tainted_modules
symbol_get_module
module got GPL <<'EOS'
static int __init start(void) { return symbol_get(synchronize_srcu) ? 0 : -ENOENT; }
module_init(start);
EOS
build
twice_module
module rt GPL </dev/null
TREE=${TREE%-amd64}-rt-amd64 build
tar -c ./*.ko | base64
echo ====
audit --json --kernel "$TREE" ./*.ko
EOF
	part 2 | findings >"$BATS_TEST_TMPDIR/found"
	run loaded 6.1-stock fine closed middle gpl plain get got twice rt
	assert_success
	for module in fine closed middle plain got; do
		assert_line "$module 0"
	done
	assert_line --partial "kernel: gpl: module using GPL-only symbols uses symbols judge_middle from proprietary module"
	assert_line --partial "kernel: failing symbol_get of non-GPLONLY symbol kstrdup"
	assert_line --partial "kernel: twice: exports duplicate symbol kstrdup (owned by kernel)"
	assert_line --partial "kernel: rt: disagrees about version of symbol module_layout"
	assert_equal "$(cut -d ' ' -f 1 "$BATS_TEST_TMPDIR/found" | uniq | paste -sd ' ')" \
		"$(sed -n 's/^\([a-z]*\) [1-9].*/\1/p' <<<"$output" | sort | paste -sd ' ')"
	assert_equal "$(cut -d ' ' -f 1 "$BATS_TEST_TMPDIR/found" | uniq | paste -sd ' ')" "get gpl rt twice"
	assert_equal "$(kinds "$output")" "crc inherits kernel-has licence-taint proprietary symbol-get taint unknown-symbol"

	rm -r "$BATS_TEST_TMPDIR"/{stage,log}
	in_root_with_modules 7.2 <<'EOF'
module fine GPL </dev/null
bounds_module
build
cp fine.ko other.ko
sed -i 's/ preempt / PREEMPT /' other.ko
tar -c ./*.ko | base64
echo ====
audit --json --kernel "$TREE" ./*.ko
EOF
	part 2 | findings >"$BATS_TEST_TMPDIR/found"
	run loaded 7.2-stock fine bounds other
	assert_success
	assert_line "fine 0"
	assert_line --partial "kernel: bounds: Unknown symbol __start_judge"
	assert_line --partial "kernel: fine: version magic "
	assert_equal "$(cut -d ' ' -f 1 "$BATS_TEST_TMPDIR/found" | uniq | paste -sd ' ')" "bounds other"
	assert_equal "$(kinds "$output")" "taint unknown-symbol vermagic"
}
