#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# kshim explain on what the module loaders of Debian's own kernels say, booted and given modules
# that they refuse. The texts were written down before the command was run on them.

# bats file_tags=tier:full

load lib/load
load lib/tool
load lib/modules
load lib/explain

setup_file() {
	build_tool
}

# explained NAME KERNEL: what explain says, in a root where the modules are installed, of what the
# kernel said in $output. The text to expect is explain/expected/NAME.
explained() {
	local release
	cd "$BATS_TEST_TMPDIR" || return
	sed -n 's/^kernel: //p' <<<"$output" >stage/modules/dmesg
	in_root_with_tool "$2" "$PWD/stage/modules:/judge" >said <<'EOF'
release=${TREE##*/linux-headers-}
mkdir -p "/lib/modules/$release/updates"
cp /judge/*.ko "/lib/modules/$release/updates"
cd /
echo "release $release"
/bundle/kshim explain - </judge/dmesg || [ $? -eq 1 ]
EOF
	release=$(sed -n 's/^release //p' said)
	assert_expected "$1" said "$release"
}

@test "5.10: what a proprietary module is used by" {
	in_root_with_modules 5.10 <<'EOF'
tainted_modules
build
tar -c ./*.ko | base64
EOF
	run loaded 5.10-stock closed middle gpl
	refute_line "gpl 0"
	explained loader-5.10 5.10
}

@test "6.1: taint, symbol_get(), twice the same symbol, the kernel's own, a namespace, no version, another version" {
	in_root_with_modules 6.1 <<'EOF'
tainted_modules
symbol_get_module
module provider GPL <<'EOS'
int judge_plain(void);
int judge_plain(void) { return 1; }
EXPORT_SYMBOL(judge_plain);
EOS
build
module again GPL <<'EOS'
int judge_plain(void);
int judge_plain(void) { return 2; }
EXPORT_SYMBOL(judge_plain);
EOS
build
twice_module
module space GPL <<'EOS'
MODULE_IMPORT_NS(DMA_BUF);
void *dma_buf_get(int fd);
void *use(void);
void *use(void) { return dma_buf_get(0); }
EOS
module blind GPL <<'EOS'
int judge_plain(void);
int use(void);
int use(void) { return judge_plain() + (int)strlen(kstrdup("", GFP_KERNEL)); }
EOS
build KBUILD_MODPOST_WARN=1
sed -i 's/import_ns=DMA_BUF/import_no=DMA_BUF/' space.ko
module rt GPL </dev/null
TREE=${TREE%-amd64}-rt-amd64 build
tar -c ./*.ko | base64
EOF
	run loaded 6.1-stock closed middle gpl get provider again twice space blind rt
	explained loader-6.1 6.1
}

@test "7.2: another version magic, a symbol of nobody's, a namespace that is for the modules it names" {
	in_root_with_modules 7.2 <<'EOF'
module fine GPL </dev/null
bounds_module
module opens GPL <<'EOS'
MODULE_IMPORT_NS("nodule:kvm");
EOS
build
cp fine.ko other.ko
sed -i 's/ preempt / PREEMPT /' other.ko
# modpost would refuse what it is in the end.
LC_ALL=C sed -i 's/nodule:kvm/module:kvm/' opens.ko
tar -c ./*.ko | base64
EOF
	run loaded 7.2-stock bounds opens other
	explained loader-7.2 7.2
}

# only_signed NAME WORDS: a module that is not signed is given to a 7.2 with these words on its
# command line.
only_signed() {
	in_root_with_modules 7.2 <<'EOF'
module fine GPL </dev/null
build
tar -c ./*.ko | base64
EOF
	run loaded 7.2-stock --append "$2" fine
	refute_line "fine 0"
	explained "$1" 7.2
}

@test "7.2 that takes signed modules alone" {
	only_signed loader-key module.sig_enforce=1
}

@test "7.2 locked down, as with Secure Boot" {
	only_signed loader-lockdown "lsm=lockdown lockdown=integrity"
}
