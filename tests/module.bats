#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# kshim.ko: what is in it, what it says of itself, that its code is clean, and
# that the build refuses what it must. All of it is built in throwaway copies of
# the suites' roots, from the kernels' own headers; forms of the devmap family
# that no Debian kernel has are made by editing the headers there.

load lib/load
load lib/roots

# What the scripts below have at hand.
preamble() {
	cat <<'EOF'
COMMON=$(sed -n 's/^include \(.*\)\/Makefile$/\1/p' "$TREE/Makefile")

# build TREE SYMBOL...: configure and build against a copy of TREE in which the
# symbols are GPL-only, in /tmp/build.
build() {
	tree=$1
	shift
	if [ $# -gt 0 ]; then
		rm -rf /tmp/flipped
		for symbol; do
			set -- "$@" "$symbol=EXPORT_SYMBOL_GPL"
			shift
		done
		/kshim/tests/kernels/flip "$tree" /tmp/flipped "$@"
		tree=/tmp/flipped
	fi
	rm -rf /tmp/build
	mkdir /tmp/build
	cd /tmp/build
	"${KSHIM:-/kshim}/configure" --with-linux-obj="$tree" >/dev/null
	quiet make -s
}

# substitutes: as kshim.json lists them, sorted.
substitutes() {
	awk -f /kshim/compat/engine/json.awk kshim.json | sed -n 's/^substitutes\.[0-9]*	//p' | sort
}

# flags [--api API]...: what a consumer is compiled with.
flags() {
	KSHIM_DIR=. /kshim/compat/kshim-config --cflags "$@"
}

# flagged [--api API]...: the symbols that those replace, sorted.
flagged() {
	flags "$@" | tr ' ' '\n' | sed -n 's/^-D\(.*\)=kshim_\1$/\1/p' | sort
}

# is_release RELEASE: TREE is that of another kernel, from now on.
is_release() {
	sed -i "s/\"[^\"]*\"/\"$1\"/" "$TREE/include/generated/utsrelease.h"
	echo "$1" >"$TREE/include/config/kernel.release"
}

# kbuild TREE FOLDER ARGUMENT...: build the module in a copy of FOLDER.
kbuild() {
	rm -rf /tmp/module
	cp -R "$2" /tmp/module
	(t=$1 && shift 2 && quiet make -C "$t" M=/tmp/module "$@" modules)
}

# own_sources: the sources of kshim.ko with what the build puts beside them.
own_sources() {
	rm -rf /tmp/own
	cp -R /kshim/src /tmp/own
	cp /kshim/src/substitutes/*.c /tmp/own
	cp -R /kshim/compat/include /tmp/own/include
	cp kshim_config.h /tmp/own
}
EOF
}

# bats test_tags=tier:all
@test "as shipped, kshim.ko exports what is there for the asking, needs no flags and loads GPL-compatible" {
	run in_root 6.1 <<'EOF'
build "$TREE"
modinfo -F license ./kshim.ko
modinfo -F version ./kshim.ko
modinfo -F parm ./kshim.ko | sort
echo "flags: $(flags)"
[ "$(cut -f 2 Module.symvers | sort)" = "$(substitutes | sed 's/^/kshim_/' | sort)" ] && echo "exports its substitutes"
EOF
	assert_success
	assert_line --index 0 "Dual BSD/GPL"
	assert_line --index 1 "$("$TOP/packaging/version")"
	assert_line --index 2 --partial "selftest:"
	assert_line --index 3 --partial "substitutes:"
	assert_line --index 4 "flags: "
	assert_line --index 5 "exports its substitutes"
}

# bats test_tags=tier:quick
@test "modinfo names the substitutes of kshim.json, and Module.symvers exports them plain" {
	run in_root 6.1 <<'EOF'
build "$TREE" devmap_managed_key __put_devmap_managed_page_refs
[ "$(modinfo -F substitute ./kshim.ko | sort)" = "$(substitutes)" ] && flagged
cut -f 2-4 Module.symvers | sort | tr '\t' ' '
EOF
	assert_success
	assert_line --index 0 "__put_devmap_managed_page_refs"
	assert_line --index 1 "devmap_managed_key"
	assert_line "kshim___put_devmap_managed_page_refs kshim EXPORT_SYMBOL"
	assert_line "kshim_devmap_managed_key kshim EXPORT_SYMBOL"
	assert_line "kshim_put_page kshim EXPORT_SYMBOL"
}

# bats test_tags=tier:all
@test "configured for GPL-compatible consumers, it has nothing to substitute and nothing to check" {
	run in_root 6.1 <<'EOF'
/kshim/tests/kernels/flip "$TREE" /tmp/flipped devmap_managed_key=EXPORT_SYMBOL_GPL
mkdir /tmp/build
cd /tmp/build
/kshim/configure --with-linux-obj=/tmp/flipped --with-module-license=GPL >/dev/null
quiet make -s
nm -u kshim.ko | grep -c devmap || :
grep -ao 'SKIP kshim was configured for GPL-compatible consumers' kshim.ko
EOF
	assert_success
	assert_output "0
SKIP kshim was configured for GPL-compatible consumers"
}

# bats test_tags=tier:full
@test "one flipped symbol alone is one substitute alone" {
	run in_root 6.12 <<'EOF'
build "$TREE" devmap_managed_key
flagged
build "$TREE" __put_devmap_managed_folio_refs
flagged
EOF
	assert_success
	assert_output "devmap_managed_key
__put_devmap_managed_folio_refs"
}

# bats test_tags=tier:all
@test "the sources have no warning with W=1, -Wundef -Werror and sparse, with and without substitutes" {
	run in_root 6.1 <<'EOF'
for symbols in "" "devmap_managed_key __put_devmap_managed_page_refs"; do
	# shellcheck disable=SC2086
	build "$TREE" $symbols
	own_sources
	kbuild "$tree" /tmp/own W=1 C=2 "KSHIM_OBJECTS=release.o $(cd /kshim/src/substitutes && printf '%s\n' *.c | sed 's/c$/o/' | xargs)" \
		"KSHIM_CFLAGS=-DKSHIM_VERSION=\\\"0\\\" -Wundef -Werror"
	cat /tmp/log
done
EOF
	assert_success
	assert_line --regexp 'CHECK .*devmap\.c'
	refute_output --partial warning
}

# bats test_tags=tier:all
@test "every macro of kshim_config.h is 0 or 1, and the catalogue is in the sources" {
	run in_root 6.1 <<'EOF'
build "$TREE"
grep -c '^#define KSHIM_[A-Z0-9_]* [01]$' kshim_config.h
grep '^#define' kshim_config.h | grep -v ' [01]$' || :
EOF
	assert_success
	assert_line --index 0 --regexp '^[1-9][0-9]+$'
	assert_line --index 1 "#define KSHIM_CONFIG_H"
	assert_line --index 2 --regexp '^#define KSHIM_SUBSTITUTES\(each\)( each\([a-z0-9_]+\))*$'
	assert_equal "${#lines[@]}" 3
	run comm -3 <(sed -n 's/^Name: //p' "$TOP/compat/lists/substitutes.list" | sort) \
		<(grep -h '^#if ' "$TOP"/src/substitutes/*.c | grep -o 'KSHIM_SUBSTITUTE_[A-Z0-9_]*' |
			sed 's/KSHIM_SUBSTITUTE_\(.*\)/\L\1/' | sort -u)
	refute_output
}

# bats test_tags=tier:quick
@test "a GPL-only symbol in kshim.ko is caught by the build, which hands over nothing" {
	run in_root 6.1 <<'EOF'
cp -R /kshim /tmp/kshim
cat >>/tmp/kshim/src/main.c <<'END'
void kshim_tempted(void);
void kshim_tempted(void)
{
	rcu_read_lock();
}
END
(KSHIM=/tmp/kshim build "$TREE") 2>&1 || ls /tmp/build
EOF
	assert_success
	assert_line --partial "*** kshim.ko for "
	assert_line --partial "'__rcu_read_lock'"
	refute_line kshim.ko
	refute_line Module.symvers
}

# bats test_tags=tier:all
@test "a substitute of another type than the kernel's does not compile" {
	run in_root 6.1 <<'EOF'
cp -R /kshim /tmp/kshim
sed -i 's/\(bool kshim___put_devmap_managed_page_refs(struct page \*page, \)int refs/\1long refs/' /tmp/kshim/src/substitutes/devmap.c
(KSHIM=/tmp/kshim build "$TREE" __put_devmap_managed_page_refs) 2>&1 || ls /tmp/build
EOF
	assert_success
	assert_line --partial "conflicting types for"
	refute_line kshim.ko
}

# bats test_tags=tier:all
@test "the void form of 4.18 to 5.5 builds: __put_devmap_managed_page(page)" {
	run in_root 5.10 <<'EOF'
is_release 5.4.0
sed -i 's/\<put_devmap_managed_page\>/__put_devmap_managed_page/g' "$COMMON/include/linux/mm.h"
sed -i 's/\tput_devmap_managed_page\t/\t__put_devmap_managed_page\t/' "$TREE/Module.symvers"
build "$TREE" devmap_managed_key __put_devmap_managed_page
flagged
grep -c '^#define KSHIM_SUBSTITUTE_DEVMAP_PAGE_VOID 1' kshim_config.h
kbuild "$tree" /kshim/tests/consumers/release "KCFLAGS=$(flags)" KBUILD_EXTRA_SYMBOLS=/tmp/build/Module.symvers
modinfo -F depends /tmp/module/release.ko
EOF
	assert_success
	assert_output "__put_devmap_managed_page
devmap_managed_key
1
kshim"
}

# bats test_tags=tier:all
@test "the bool form of 5.18 builds: __put_devmap_managed_page(page)" {
	run in_root 6.1 <<'EOF'
is_release 5.18.0
sed -i -e 's/__put_devmap_managed_page_refs(struct page \*page, int refs)/__put_devmap_managed_page(struct page *page)/' \
	-e 's/__put_devmap_managed_page_refs(page, refs)/__put_devmap_managed_page(page)/' "$COMMON/include/linux/mm.h"
sed -i 's/\t__put_devmap_managed_page_refs\t/\t__put_devmap_managed_page\t/' "$TREE/Module.symvers"
build "$TREE" devmap_managed_key __put_devmap_managed_page
flagged
grep -c '^#define KSHIM_SUBSTITUTE_DEVMAP_PAGE_BOOL 1' kshim_config.h
kbuild "$tree" /kshim/tests/consumers/release "KCFLAGS=$(flags)" KBUILD_EXTRA_SYMBOLS=/tmp/build/Module.symvers
modinfo -F depends /tmp/module/release.ko
EOF
	assert_success
	assert_output "__put_devmap_managed_page
devmap_managed_key
1
kshim"
}

# bats test_tags=tier:all
@test "a form that nobody has seen is refused, not guessed" {
	run in_root 6.1 <<'EOF'
sed -i 's/__put_devmap_managed_page_refs(struct page \*page, int refs)/__put_devmap_managed_page_refs(struct page *page, long refs)/' \
	"$COMMON/include/linux/mm.h"
(build "$TREE" __put_devmap_managed_page_refs) 2>&1 || grep refused /tmp/build/kshim.json
EOF
	assert_success
	assert_line ' "refused": ['
	assert_line --partial "*** This kernel has no clean way to release a page."
	assert_line --partial "__put_devmap_managed_page_refs, which is exported GPL-only by vmlinux; this kernel has it in a form, or a configuration, that kshim doesn't know."
}

# bats test_tags=tier:full
@test "a symbol that the common headers don't declare: the reason says so, and what is misspelt in the code ends the build" {
	run in_root 6.1 <<'EOF'
cp -R /kshim /tmp/kshim
# asked API HEADER: a question, and a substitute for it.
asked() {
	printf '%s\n' "/* {\"api\": \"$1\", \"release\": \"6.1\", \"commit\": \"000000000000\", \"role\": \"report\", \"comment\": \"\"} */" \
		"#include <$2>" "u8 question(u8 a);" "u8 question(u8 a) { return $1(a); }" >"/tmp/kshim/compat/probes/$1.c"
	printf '\nName: %s\nSymbol: %s\nType: u8 (u8)\nApi: %s\nKernels: 6.1\nGround: precaution\nCommit: 0\nSearch: none\n' "$1" "$1" "$1" \
		>>/tmp/kshim/compat/lists/substitutes.list
}
asked can_fd_dlc2len linux/can/dev.h
mkdir /tmp/built
cd /tmp/built
KSHIM_DKMS_TREE=/none sh /tmp/kshim/configure "--with-linux-obj=$TREE" >/tmp/log 2>&1 || cat /tmp/log
grep '"symbol": "can_fd_dlc2len"' kshim.json | grep -o 'prelude.h) don.t declare it'
echo "#include <linux/can/dev.h>" >>/tmp/kshim/compat/engine/prelude.h
sh /tmp/kshim/configure "--with-linux-obj=$TREE" >/tmp/log 2>&1 || cat /tmp/log
cat >/tmp/kshim/src/substitutes/can.c <<'END'
#include <linux/can/dev.h>
#include <linux/module.h>

#include "kshim_config.h"
#include "substitute.h"

#if KSHIM_SUBSTITUTE_CAN_FD_DLC2LEN || 0
KSHIM_DECLARE(can_fd_dlc2len);
u8 kshim_can_fd_dlc2len(u8 dlc) { return dlc; }
KSHIM_EXPORT(can_fd_dlc2len);
#endif
END
make -s 2>&1 | grep '\*\*\* kshim.ko' || :
[ -e kshim.ko ] && echo built
sed -i 's/ || 0$//' /tmp/kshim/src/substitutes/can.c
make -s 2>&1 | grep -v '\*\*\*'
EOF
	assert_success
	assert_line "prelude.h) don't declare it"
	assert_line --regexp "\*\*\* kshim.ko for 6\.1.* has no substitute for can_fd_dlc2len\."
	refute_line built
	assert_line --regexp "^build: kshim.ko for 6\.1.*: .*can_fd_dlc2len"
}

# bats test_tags=tier:full
@test "a kernel that nobody has read has no substitute, until somebody writes it down" {
	run in_root 6.1 <<'EOF'
is_release 8.0.0
(build "$TREE" devmap_managed_key) 2>&1 || echo refused
cp -R /kshim /tmp/kshim
sed -i '/^Symbol: devmap_managed_key/,/^Kernels/s/^Kernels: /&8.0, /' /tmp/kshim/compat/lists/substitutes.list
KSHIM=/tmp/kshim build "$TREE" devmap_managed_key
flags
EOF
	assert_success
	assert_line --partial "devmap_managed_key, which is exported GPL-only by vmlinux; kshim's substitute is for 4.18 - 6.14, RHEL 8.0 - 8.9, 9.0 - 9.3, and nobody has read yet why it is so on this kernel."
	assert_line --index -1 "-Ddevmap_managed_key=kshim_devmap_managed_key"
}

# bats test_tags=tier:full
@test "what kshim.ko itself takes inline can't lead to a substitute of its own: the build refuses it" {
	run in_root 6.1 <<'EOF'
cp -R /kshim /tmp/kshim
cat >>/tmp/kshim/src/main.c <<'END'
#include <linux/mm.h>
void kshim_tempted(struct page *page);
void kshim_tempted(struct page *page)
{
	put_page(page);
}
END
KSHIM=/tmp/kshim build "$TREE" && echo built
(KSHIM=/tmp/kshim build "$TREE" devmap_managed_key) 2>&1 || ls /tmp/build
EOF
	assert_success
	assert_line --partial built
	assert_line --partial "*** kshim.ko for "
	assert_line --partial "'devmap_managed_key'"
	refute_line kshim.ko
}

# bats test_tags=tier:full
@test "without generic_pipe_buf_release() page_put_link() serves, and without both the kernel is refused" {
	run in_root 6.1 <<'EOF'
build "$TREE" devmap_managed_key __put_devmap_managed_page_refs generic_pipe_buf_release
nm -u kshim.ko | grep -o 'page_put_link\|generic_pipe_buf_release'
(build "$TREE" devmap_managed_key __put_devmap_managed_page_refs generic_pipe_buf_release page_put_link) 2>&1 || make -C /tmp/build 2>&1 || :
EOF
	assert_success
	assert_line --index 0 page_put_link
	assert_line --partial "a substitute needs generic_pipe_buf_release or page_put_link as a plain export, which this kernel hasn't got"
	assert_line --regexp "^build: \*\*\* configure has refused 6\.1"
}

# bats test_tags=tier:all
@test "kshim/mm.h serves a consumer without the flags, native and substituted" {
	run in_root 6.1 <<'EOF'
for symbols in "" "devmap_managed_key __put_devmap_managed_page_refs"; do
	# shellcheck disable=SC2086
	build "$TREE" $symbols
	kbuild "$tree" /kshim/tests/consumers/explicit KSHIM_INCLUDES="$(KSHIM_DIR=/tmp/build /kshim/compat/kshim-config --includes)" \
		KBUILD_EXTRA_SYMBOLS=/tmp/build/Module.symvers
	nm -u /tmp/module/explicit.ko | grep -o 'kshim.*\|[a-z_]*devmap.*' | sort | paste -sd ' '
done
EOF
	assert_success
	assert_output "__put_devmap_managed_page_refs devmap_managed_key
kshim_put_page"
}
