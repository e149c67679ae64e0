#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Questions of a consumer's own from its configure.ac: kshim.m4's KSHIM_PROBE and its kin.

load lib/load

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	cp "$TOP/packaging/dev/kshim.m4" aclocal.m4
	export RELEASE
	RELEASE=$(cd /lib/modules && printf '%s\n' *-amd64 | sed 1q)
	export kernelver=$RELEASE
}

# configured: configure.ac of the standard input, on a machine without kshim, where the engine stands
# beside configure. What configure prints is $output.
configured() {
	cat >configure.ac
	! grep -q CONFIG_HEADERS configure.ac || autoheader
	autoconf --force
	rm -rf kshim-engine
	cp -R "$TOP/compat/engine" kshim-engine
	run ./configure
}

# defined NAME...: what config.h has of each.
defined() {
	local name
	for name; do
		sed -n "s/^#define $name /$name /p" config.h
	done
}

# redefined PROJECT: autoconf's macros of this folder once more, with kshim's and those on top of them.
redefined() {
	cp "$TOP/packaging/dev/kshim.m4" "$TOP/tests/consumers/$1-probes/redefined.m4" .
	printf 'm4_include([%s.m4])\n' kshim redefined >>aclocal.m4
}

# same PROJECT SUITE NAME HEADER: the package of PROJECT in SUITE is configured for the target kernel NAME in
# its own way and by made/ours (inside), with the same HEADER.
same() {
	local root tree
	read -r root tree < <("$TOP/tests/kernels/locate" "$3")
	run enter "$root" --bind "$debs:/debs" --bind "$("$TOP/tests/kernels/packages" "$2" libc6-dev 2>/dev/null):/libc" \
		--bind "$PWD/made:/made" -- /kshim/tests/consumers/probes/inside "$1" "$tree" "$4"
	assert_success
	assert_equal "${#lines[@]}" 2
	echo "# $1 of $2 on $3, seconds of CPU of its whole configure, and of kbuild: $(tr '\n' ' ' <<<"$output")" >&3
}

# zfs SUITE NAME: OpenZFS's own configure of the suite against the one that asks through kshim.
zfs() {
	debs=$("$TOP/tests/kernels/packages" --alone "$1" zfs-dkms 2>/dev/null)
	mkdir made sources
	dpkg --fsys-tarfile "$debs"/zfs-dkms_*.deb | tar -x --strip-components=4 -C sources
	(cd sources && redefined zfs && autoconf -o ../made/ours)
	same zfs "$1" "$2" zfs_config.h
}

# openafs SUITE NAME: the same with OpenAFS, whose package has no macros; its source package has. There
# configure depends on who made it (libtool, autoconf), so theirs is made anew, too.
openafs() {
	local folder
	folder=$("$TOP/tests/kernels/source" "$1" openafs) ||
		skip "the Debian archive of this machine has no source of OpenAFS"
	debs=$("$TOP/tests/kernels/packages" --alone "$1" openafs-modules-dkms 2>/dev/null)
	mkdir made
	cp -R "$folder" sources
	(
		cd sources || return
		aclocal -I src/cf -I src/external/rra-c-util/m4 -I src/external/autoconf-archive/m4
		autoconf --force -o ../made/theirs configure-libafs.ac
		redefined openafs
		autoconf --force -o ../made/ours configure-libafs.ac
	)
	same openafs "$1" "$2" src/config/afsconfig.h
}

# The answers are those of questions in files, which are held against modpost elsewhere.
# bats test_tags=tier:quick
@test "every kind of question: configure's lines, its macros, and what kshim-probe says of the same in C" {
	configured <<'END'
AC_INIT([example], [1])
KSHIM_LINUX([optional])
KSHIM_CHECK_APIS([put_page])
KSHIM_PROBE([fsync], [linux/fs.h], [vfs_fsync(NULL, 0)])
KSHIM_PROBE([few], [linux/fs.h], [vfs_fsync(NULL)])
KSHIM_PROBE([brackets], [#include <linux/fs.h>
static const char *text[] = { "a\"b$HOME`echo`" };], [printk("%s", text[0])])
KSHIM_PROBE([flags], [], [int i], [-Werror=unused-variable -DNAME=\"$PACKAGE_NAME\"])
KSHIM_PROBE([fpu], [], [kernel_fpu_begin()])
KSHIM_PROBE([fpu_gpl], [], [kernel_fpu_begin()], [], [Dual MIT/GPL])
KSHIM_PROBE_FIRST([mkdir], [linux/fs.h],
	[idmap], [vfs_mkdir(&nop_mnt_idmap, NULL, NULL, 0)],
	[userns], [vfs_mkdir(&init_user_ns, NULL, NULL, 0)],
	[again], [vfs_mkdir(&init_user_ns, NULL, NULL, 0)])
KSHIM_CHECK_MEMBER([struct inode.i_mode], [linux/fs.h])
KSHIM_CHECK_MEMBER([struct inode.i_none], [linux/fs.h])
KSHIM_CHECK_DECL([PAGE_SIZE])
KSHIM_CHECK_DECL([none_such])
KSHIM_CHECK_EXPORT([kstrdup])
KSHIM_CHECK_EXPORT([none_such])
KSHIM_CHECK_CONFIG([NUMA])
AS_IF([false], [KSHIM_PROBE([not_asked], [], [])])
KSHIM_PROBES
KSHIM_ASK([later], [], [put_page(NULL)])
KSHIM_CHECK_EXPORT([kernel_fpu_begin_mask])
KSHIM_PROBES([GPL])
AC_MSG_NOTICE([later is $kshim_verdict_later, mkdir is $kshim_form_mkdir])
AC_CONFIG_HEADERS([config.h])
AC_OUTPUT
END
	assert_success
	assert_line "checking for put_page... native (nobody was asked)"
	assert_line "checking for fsync... yes"
	assert_line "checking for few... no"
	assert_line "checking for fpu... yes, but not for this module: gpl"
	assert_line "checking for struct inode.i_mode... yes"
	assert_line "checking for a declaration of none_such... no"
	assert_line "checking for an export of kstrdup... yes"
	assert_line "checking for CONFIG_NUMA... yes"
	assert_line "checking for the form of mkdir... userns"
	assert_line "configure: later is plain, mkdir is userns"
	refute_output --partial "not_asked"
	assert_equal "$(defined HAVE_{FSYNC,FEW,BRACKETS,FLAGS,FPU,FPU_GPL,STRUCT_INODE_I_MODE,STRUCT_INODE_I_NONE} \
		HAVE_{DECL_PAGE_SIZE,DECL_NONE_SUCH,EXPORT_KSTRDUP,EXPORT_NONE_SUCH,CONFIG_NUMA,NOT_ASKED} | tr '\n' ' ')" \
		"HAVE_FSYNC 1 HAVE_FEW 0 HAVE_BRACKETS 1 HAVE_FLAGS 0 HAVE_FPU 1 HAVE_FPU_GPL 1 HAVE_STRUCT_INODE_I_MODE 1 HAVE_STRUCT_INODE_I_NONE 0 HAVE_DECL_PAGE_SIZE 1 HAVE_DECL_NONE_SUCH 0 HAVE_EXPORT_KSTRDUP 1 HAVE_EXPORT_NONE_SUCH 0 HAVE_CONFIG_NUMA 1 "
	assert_equal "$(defined PLAIN_{FSYNC,FPU,FPU_GPL,EXPORT_KERNEL_FPU_BEGIN_MASK} HAVE_MKDIR_{IDMAP,USERNS,AGAIN} | tr '\n' ' ')" \
		"PLAIN_FSYNC 1 PLAIN_FPU 0 PLAIN_FPU_GPL 1 PLAIN_EXPORT_KERNEL_FPU_BEGIN_MASK 1 HAVE_MKDIR_IDMAP 0 HAVE_MKDIR_USERNS 1 HAVE_MKDIR_AGAIN 0 "
	assert [ ! -e conftest.kshim ]
	assert [ ! -e conftest.kshim-target ]
	# The questions are what the same text is in a file.
	printf '%s\n' '/* */' '#include <linux/fs.h>' 'void question(void) { vfs_mkdir(&nop_mnt_idmap, NULL, NULL, 0); }' >idmap.c
	printf '%s\n' '/* */' '#include <linux/fs.h>' 'void question(void) { vfs_mkdir(&init_user_ns, NULL, NULL, 0); }' >userns.c
	run kshim-engine/kshim-probe --kernel "$RELEASE" idmap.c userns.c
	assert_line --regexp "^question	idmap	absent	"
	assert_line "question	userns	gpl"
}

# bats test_tags=tier:all
@test "a kernel that can't be asked, a question that is C nowhere, and no engine end configure with the reason" {
	configured <<'END'
AC_INIT([example], [1])
KSHIM_PROBE([broken], [], [return 0 }])
KSHIM_PROBES
AC_CONFIG_HEADERS([config.h])
AC_OUTPUT
END
	assert_failure 1
	assert_output --partial "*** The question ask_broken is not C on any kernel."
	assert_line "configure: error: the kernel can not be asked; it says above why."
	assert [ ! -e config.h ]
	run env kernelver=4.18.0-none ./configure
	assert_failure 1
	assert_output --partial "4.18.0-none"
	rm -r kshim-engine
	run ./configure
	assert_failure 1
	assert_line "configure: error: there is no kshim-probe. Install kshim, or copy its engine to kshim-engine beside configure."
	printf '%s\n' 'AC_INIT([a], [1])' 'KSHIM_PROBE([one])' 'KSHIM_PROBE([one])' >configure.ac
	run autoconf
	assert_failure
	assert_output --partial "there are two questions one"
}

# bats test_tags=tier:all
@test "kshim is optional where it is asked for so, and else not" {
	configured <<'END'
AC_INIT([example], [1])
KSHIM_LINUX
AC_OUTPUT
END
	assert_failure 1
	assert_line --partial "configure: error: there is no kshim-config."
	configured <<'END'
AC_INIT([example], [1])
KSHIM_LINUX([$kernelver], [optional])
AC_MSG_NOTICE([flags: "$KSHIM_CFLAGS", kernel $KSHIM_KERNEL, used: $kshim_used])
AC_OUTPUT
END
	assert_success
	assert_line "configure: flags: \"\", kernel $RELEASE, used: no"
}

# bats test_tags=tier:full
@test "OpenZFS's macros on top of KSHIM_ASK: the same config header on 6.1" {
	zfs bookworm 6.1
}

# bats test_tags=tier:full
@test "OpenZFS's macros on top of KSHIM_ASK: the same config header on 7.2" {
	zfs sid 7.2
}

# bats test_tags=tier:full
@test "OpenAFS's macros on top of KSHIM_ASK: the same config header on 6.1" {
	openafs bookworm 6.1
}

# bats test_tags=tier:full
@test "OpenAFS's macros on top of KSHIM_ASK: the same config header on 7.2" {
	openafs sid 7.2
}
