# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# Everything that is asked of the target kernel's own build system. Needs
# messages.sh and what locate.sh found. Read from the environment, each may be
# empty or unset: KERNEL_CC, KERNEL_LD, KERNEL_LLVM, KERNEL_ARCH,
# KERNEL_CROSS_COMPILE.

# kbuild_toolchain - set KB_ARGS, the words for make that choose a toolchain,
# each quoted for eval. What the user names wins; else the tree's auto.conf
# tells; a tree that chooses its own compiler (Debian's) is left to do so.
kbuild_toolchain() {
	KB_ARGS=
	_llvm=${KERNEL_LLVM-}
	if [ -z "$_llvm" ] && [ -z "${KERNEL_CC-}" ] &&
		grep -q '^CONFIG_CC_IS_CLANG=y' "$K_CONFIG"; then
		_llvm=1
	fi
	_ld=${KERNEL_LD-}
	if [ -z "$_ld" ] && [ -z "$_llvm" ] && grep -q '^CONFIG_LD_IS_LLD=y' "$K_CONFIG"; then
		_ld=ld.lld
	fi
	# Kept in KB_ARGS like all the rest, so that make uses what configure used.
	_cross=${KERNEL_CROSS_COMPILE:-${CROSS_COMPILE-}}
	if [ -z "$_cross" ] && [ "$K_ARCH" != "$(kbuild_host_arch)" ]; then
		# "aarch64-linux-gnu-gcc-12 (Debian 12.2.0-14) 12.2.0"
		_cross=$(sed -n 's/^CONFIG_CC_VERSION_TEXT="\([^ ]*-\)gcc.*/\1/p' "$K_CONFIG")
	fi
	if [ -n "$_llvm" ]; then
		kbuild_arg "LLVM=$_llvm"
		# A tree that chooses its own compiler hears LLVM= for all but that.
		if [ -n "${KERNEL_LLVM-}" ] && [ -z "${KERNEL_CC-}" ]; then
			case $_llvm in
			*/) kbuild_arg "CC=${_llvm}clang" ;;
			-*) kbuild_arg "CC=clang$_llvm" ;;
			*) kbuild_arg "CC=clang" ;;
			esac
		fi
	fi
	[ -z "$_ld" ] || kbuild_arg "LD=$_ld"
	[ -z "${KERNEL_CC-}" ] || kbuild_arg "CC=$KERNEL_CC"
	[ -z "$_cross" ] || kbuild_arg "CROSS_COMPILE=$_cross"
	if [ -n "${KERNEL_ARCH-}" ]; then
		kbuild_arg "ARCH=$KERNEL_ARCH"
	elif [ "$K_ARCH" != "$(kbuild_host_arch)" ]; then
		kbuild_arg "ARCH=$K_ARCH"
	fi
	# The reader of object files goes with the compiler.
	if [ -n "$_llvm" ]; then
		KB_READELF=llvm-readelf
		case $_llvm in
		*/) KB_READELF=${_llvm}llvm-readelf ;;
		-*) KB_READELF=llvm-readelf$_llvm ;;
		esac
	else
		KB_READELF=${_cross}readelf
	fi
	# readelf knows every architecture, so any one will do.
	command -v "$KB_READELF" >/dev/null 2>&1 || KB_READELF=readelf
	command -v "$KB_READELF" >/dev/null 2>&1 || KB_READELF=llvm-readelf
	command -v "$KB_READELF" >/dev/null 2>&1 ||
		die "There is no readelf on this machine." "It tells which symbols a call of the kernel's inlines references." \
			"Install binutils (or llvm)."
}

kbuild_arg() {
	KB_ARGS="$KB_ARGS '$(printf '%s\n' "$1" | sed "s/'/'\\\\''/g")'"
}

# kbuild_host_arch - this machine's architecture in the kernel's words.
kbuild_host_arch() {
	uname -m | sed -e 's/^x86_64$/x86/; s/^i.86$/x86/; s/^aarch64.*/arm64/; s/^arm.*l$/arm/' \
		-e 's/^ppc.*/powerpc/; s/^s390x/s390/; s/^riscv.*/riscv/; s/^loongarch.*/loongarch/' \
		-e 's/^mips.*/mips/; s/^sparc.*/sparc/; s/^parisc.*/parisc/'
}

# kbuild_env COMMAND... - run it with what finds programs and room, and with nothing else of
# the caller's environment: dkms, other makes and above all another kernel's kbuild leave
# variables that mean something else here, and compilers take options from some. After a stray
# sub_make_done kbuild takes no notice of M= and configures the kernel tree anew; a consumer's
# own KCFLAGS would put kshim's substitutes into the question.
kbuild_env() {
	env -i PATH="$PATH" HOME="${HOME:-/}" TMPDIR="${TMPDIR:-/tmp}" LC_ALL=C \
		LD_LIBRARY_PATH="${LD_LIBRARY_PATH-}" "$@"
}

# kbuild DIR ARGUMENT... - run the target kernel's kbuild on the module folder DIR.
kbuild() {
	_dir=$1
	shift
	_in=$K_BUILD
	_o=
	if [ ! -f "$K_BUILD/Makefile" ]; then
		_in=$K_SOURCE
		_o="O=$K_BUILD"
	fi
	# KB_ARGS holds quoted words, hence eval; "$@" comes in by name.
	eval "kbuild_env make -C \"\$_in\" \${_o:+\"\$_o\"} M=\"\$_dir\" $KB_ARGS \"\$@\""
}

# kbuild_scratch - print a new folder that kbuild accepts: it refuses paths
# with spaces and colons, so TMPDIR is used only when it has none. What a run
# needs (1 MB and some) has to fit in there, since neither kbuild nor every
# compiler says clearly that it doesn't. To be called as SCRATCH=$(kbuild_scratch)
# with the traps that remove SCRATCH already set: the folder's name gets through
# to them even when a signal comes right now.
kbuild_scratch() {
	trap '' HUP INT TERM
	case ${TMPDIR:-/tmp} in
	*[[:space:]:]*) _tmp=/tmp ;;
	*) _tmp=${TMPDIR:-/tmp} ;;
	esac
	_scratch=$(mktemp -d "$_tmp/kshim.XXXXXX" 2>/dev/null) ||
		die "No folder can be made in $_tmp." "Questions and modules are compiled there." \
			"Make room there, or set TMPDIR to another folder (without spaces)."
	if ! dd if=/dev/zero of="$_scratch/room" bs=1024 count=4096 2>/dev/null; then
		rm -rf "$_scratch"
		die "There is no room in $_tmp." "Questions and modules are compiled there, which takes up to 4 MB." \
			"Make room there, or set TMPDIR to another folder (without spaces)."
	fi
	rm -f "$_scratch/room"
	printf '%s\n' "$_scratch"
}

# kbuild_ask SCRATCH - ask kbuild once how it compiles a module's source file:
# let it compile an empty one and read the command that it kept. The file is one
# of several of its module: that of a module which has no other is compiled by a
# rule which before 5.3 (b7dca6dd1e59) also writes into a folder of kbuild's own
# that isn't there. Sets
#
#	KB_DIRECTORY	where the compiler runs (the build tree; the module's
#			folder since Linux 6.13, 13b25489b6f8 "kbuild: change
#			working directory to external module directory with M=")
#	KB_COMPILE	the command, without its input and output, for eval
#	KB_COMPILER	what the compiler calls itself
kbuild_ask() {
	# shellcheck disable=SC2016 # for make, not for the shell
	printf '%s\n' '$(info kshim-directory: $(CURDIR))' \
		'obj-m := kshim_module.o' 'kshim_module-y := kshim_flags.o' >"$1/Kbuild" &&
		printf '%s\n' 'extern int kshim_flags;' >"$1/kshim_flags.c" ||
		die "Nothing can be written in $1." "" "Make room there, or set TMPDIR to another folder."
	_foreign=
	[ "$K_ARCH" = "$(kbuild_host_arch)" ] || _foreign="
The kernel is for $K_ARCH and this machine is not: it takes a cross compiler, KERNEL_CROSS_COMPILE=PREFIX-."
	kbuild "$1" kshim_flags.o >"$1/kbuild.log" 2>&1 ||
		die "The kernel $K_RELEASE can't compile a module here." "$(excerpt "$1/kbuild.log")" \
			"Install the compiler and tools that it asks for, or choose others with KERNEL_CC=, KERNEL_LLVM=1,
KERNEL_CROSS_COMPILE=.$_foreign"
	KB_DIRECTORY=$(sed -n 's/^kshim-directory: //p' "$1/kbuild.log" | tail -n 1)
	# cmd_PATH := (savedcmd_ since 6.2) the compiler, then perhaps objtool.
	# Debug information costs time and is not asked for; a plain -Werror
	# would make a warning in a question an answer.
	KB_COMPILE=$(sed -n '/^\(saved\)\{0,1\}cmd_[^ ]*kshim_flags\.o *:= */{
		s///
		s/ *;.*//
		s/ -c -o [^ ]* [^ ]*kshim_flags\.c *$//
		s/\\#/#/g
		s/\$\$/$/g
		s/ -Wp,-MM*D,[^ ]*//g
		s/ -Werror / /g
		s/ -g[^ ]*//g
		s/ -flto[^ ]*//g
		s/ -fsplit-lto-unit//g
		p
		q
	}' "$1/.kshim_flags.o.cmd")
	[ -n "$KB_COMPILE" ] && [ -n "$KB_DIRECTORY" ] ||
		die "kbuild of $K_RELEASE doesn't tell how it compiles." \
			"$1/.kshim_flags.o.cmd has no command in the form of any kernel from 4.18 to 7.3." \
			"Please report it with config.log."
	# The name of the compiler is the command's first word, or behind ccache.
	# shellcheck disable=SC2086 # words
	set -- $KB_COMPILE
	case $1 in
	*ccache) KB_COMPILER=$2 ;;
	*) KB_COMPILER=$1 ;;
	esac
	KB_COMPILER=$("$KB_COMPILER" --version 2>/dev/null | sed 1q)
}

# kbuild_is_clang - does the compiler of KB_COMPILE call itself clang?
kbuild_is_clang() {
	case $KB_COMPILER in
	*clang*) return 0 ;;
	*) return 1 ;;
	esac
}
