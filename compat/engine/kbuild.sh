# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# Everything that is asked of the target kernel's own build system. Needs
# messages.sh and what locate.sh found. Read from the environment, each may be
# empty or unset: KERNEL_CC, KERNEL_LD, KERNEL_LLVM, KERNEL_ARCH,
# KERNEL_CROSS_COMPILE.

# kbuild_toolchain - set KB_ARGS, the words for make that choose a toolchain,
# each quoted for eval, and KB_READELF. What the user names wins; else a tree that
# chooses its own compiler (Debian's) is left to do so; else the compiler that the
# kernel was built with is taken by its name, when it is there.
kbuild_toolchain() {
	KB_ARGS=
	_llvm=${KERNEL_LLVM-}
	_cc=${KERNEL_CC-}
	_ld=${KERNEL_LD-}
	# "aarch64-linux-gnu-gcc-12 (Debian 12.2.0-14) 12.2.0", "gcc (GCC) 8.3.1"
	_named=$(kbuild_config CC_VERSION_TEXT | sed -n 's/^\([^ ]*gcc[-0-9.]*\) .*/\1/p')
	# Kept in KB_ARGS like all the rest, so that make uses what configure used.
	_cross=${KERNEL_CROSS_COMPILE:-${CROSS_COMPILE-}}
	[ -n "$_cross" ] || [ "$K_ARCH" = "$(kbuild_host_arch)" ] || _cross=${_named%gcc*}
	# What was built on a machine of its own architecture names no prefix.
	[ -n "$_cross$_llvm" ] || [ "$K_ARCH" = "$(kbuild_host_arch)" ] || _cross=$(kbuild_prefix)
	if [ -n "$_llvm" ]; then
		_cc=${_cc:-$(kbuild_llvm clang)}
	elif [ -z "$_cc" ]; then
		_cc=$(kbuild_named)
	fi
	if [ -z "$_llvm" ] && [ "$(kbuild_config LD_IS_LLD)" = y ]; then
		# LLVM= is for a clang and all that comes with it.
		case $_cc in
		clang-*) _llvm=${_cc#clang} ;;
		*/clang) _llvm=${_cc%clang} ;;
		*clang*) _llvm=1 ;;
		*) _ld=${_ld:-ld.lld} ;;
		esac
		# Before 5.18 any value meant 1: e9c281928c24 "kbuild: Make $(LLVM) more flexible".
		[ -z "$_llvm" ] || _ld=${_ld:-$(kbuild_llvm ld.lld)}
	fi
	# Of all this a tree that chooses its own compiler is told what the user named.
	if [ -f "$K_BUILD/.kernelvariables" ] && [ -z "${KERNEL_CC-}${KERNEL_LLVM-}" ]; then
		_cc=
	fi
	[ -z "$_llvm" ] || kbuild_arg "LLVM=$_llvm"
	[ -z "$_ld" ] || kbuild_arg "LD=$_ld"
	[ -z "$_cc" ] || kbuild_arg "CC=$_cc"
	[ -z "$_cross" ] || kbuild_arg "CROSS_COMPILE=$_cross"
	if [ -n "${KERNEL_ARCH-}" ]; then
		kbuild_arg "ARCH=$KERNEL_ARCH"
	elif [ "$K_ARCH" != "$(kbuild_host_arch)" ]; then
		kbuild_arg "ARCH=$K_ARCH"
	fi
	# The reader of object files goes with the compiler.
	if [ -n "$_llvm" ]; then
		KB_READELF=$(kbuild_llvm llvm-readelf)
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

# kbuild_prefix - print the prefix that distributions give the toolchain of the kernel's
# architecture, by its configuration; nothing for those that have no such toolchain.
kbuild_prefix() {
	case $K_ARCH in
	arm64) echo aarch64-linux-gnu- ;;
	arm) echo arm-linux-gnueabihf- ;;
	loongarch) echo loongarch64-linux-gnu- ;;
	powerpc)
		case $(kbuild_config PPC64)$(kbuild_config CPU_LITTLE_ENDIAN) in
		yy) echo powerpc64le-linux-gnu- ;;
		y) echo powerpc64-linux-gnu- ;;
		*) echo powerpc-linux-gnu- ;;
		esac
		;;
	riscv) [ "$(kbuild_config 64BIT)" != y ] || echo riscv64-linux-gnu- ;;
	s390) echo s390x-linux-gnu- ;;
	x86) [ "$(kbuild_config 64BIT)" = y ] && echo x86_64-linux-gnu- || echo i686-linux-gnu- ;;
	esac
}

# kbuild_config NAME - print the value of CONFIG_NAME. Strings have quotes in some kernels:
# auto.conf has lost them in 5.17, 129ab0d2d9f3 "kbuild: do not quote string values in
# include/config/auto.conf".
kbuild_config() {
	sed -n "s/^CONFIG_$1=//p" "$K_CONFIG" | sed 's/^"\(.*\)"$/\1/'
}

# kbuild_llvm PROGRAM - print the name of one of LLVM's, for the value _llvm of LLVM=.
kbuild_llvm() {
	case $_llvm in
	*/) printf '%s\n' "$_llvm$1" ;;
	-*) printf '%s\n' "$1$_llvm" ;;
	*) printf '%s\n' "$1" ;;
	esac
}

# kbuild_named - print the compiler that the kernel was built with, when its name tells
# more than the default's: nothing for a plain gcc.
kbuild_named() {
	if [ "$(kbuild_config CC_IS_CLANG)" = y ]; then
		# 160006 is 16.0.6.
		_clang=clang-$(($(kbuild_config CLANG_VERSION | sed 's/^$/0/') / 10000))
		if kbuild_runs "$_clang" && { [ "$(kbuild_config LD_IS_LLD)" != y ] || kbuild_runs "ld.lld-${_clang#*-}"; }; then
			printf '%s\n' "$_clang"
		else
			# Another's clang is nearer than gcc, which the kernel's own flags are not for.
			echo clang
		fi
		return
	fi
	_gcc=$_named
	if [ -n "$_cross" ]; then
		_gcc=${_cross}gcc${_named##*gcc}
	elif [ "$K_ARCH" != "$(kbuild_host_arch)" ]; then
		# What the other machine calls gcc-12 is not what is called so here.
		return
	fi
	[ "$_gcc" = "${_cross}gcc" ] || ! kbuild_runs "$_gcc" || printf '%s\n' "$_gcc"
}

kbuild_runs() {
	command -v "$1" >/dev/null 2>&1
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

# kbuild_tmp - print the folder for temporary files: that of TMPDIR, as long as kbuild and
# the shells within it can work there. They take no path with a space or a colon, nor a
# relative one from other folders, and trip over what the shell and make make something of.
kbuild_tmp() {
	case ${TMPDIR:-/tmp} in
	*[!A-Za-z0-9/._+,-]*) echo /tmp ;;
	/*) printf '%s\n' "${TMPDIR:-/tmp}" ;;
	*) case $(pwd) in
		*[!A-Za-z0-9/._+,-]*) echo /tmp ;;
		*) printf '%s/%s\n' "$(pwd)" "$TMPDIR" ;;
		esac ;;
	esac
}

# kbuild_env COMMAND... - run it with what programs and compiler wrappers live on, and with
# nothing else of the caller's environment: dkms, other makes and above all another kernel's
# kbuild leave variables that mean something else here, and compilers take options from some.
# After a stray sub_make_done kbuild takes no notice of M= and configures the kernel tree anew;
# a consumer's own KCFLAGS would put kshim's substitutes into the question; CPATH and its kin
# choose other headers.
kbuild_env() {
	for _name in $KB_PASSED; do
		eval "set -- \"$_name=\$$_name\" \"\$@\""
	done
	env -i "$@"
}

# kbuild_passed - print the names of the variables that get through: the list for kbuild and
# for the compilers and readers that are run directly. A value may hold anything, so it is
# the shell that looks them up.
kbuild_passed() {
	LC_ALL=C awk '
		BEGIN {
			n = split("PATH HOME USER LOGNAME TMPDIR LD_LIBRARY_PATH LC_ALL " \
				"XDG_CACHE_HOME XDG_CONFIG_HOME XDG_RUNTIME_DIR SSH_AUTH_SOCK", name, " ")
			for (i = 1; i <= n; i++)
				passes[name[i]] = 1
			for (v in ENVIRON)
				if ((v in passes) || v ~ /^(CCACHE|DISTCC|ICECC|ICECREAM|SCCACHE)_[A-Za-z0-9_]+$/)
					print v
		}'
}
# The folder for temporary files, as kbuild takes it; messages.sh has set LC_ALL.
TMPDIR=$(kbuild_tmp)
export TMPDIR
KB_PASSED=$(kbuild_passed)

# kbuild_included BUILD - print the source that BUILD's Makefile leads to, there or not. A
# build tree apart from its source has a small one: it includes the source's (5.4
# and later, Debian, SUSE), or calls make -C on it (before).
kbuild_included() {
	sed -n -e 's/^include  *\(.*\)\/Makefile *$/\1/p' \
		-e 's/^MAKEARGS *:= *-C *\([^ ]*\).*/\1/p' "$1/Makefile" 2>/dev/null | sed 1q
}

# kbuild DIR ARGUMENT... - run the target kernel's kbuild on the module folder DIR. BTF is
# of no use to kshim, and would take pahole and resolve_btfids.
kbuild() {
	_dir=$1
	shift
	_in=$K_BUILD
	_o=
	# Debian's has one of two lines, with the path at which the source is once it is installed.
	if [ ! -f "$K_BUILD/Makefile" ] || { [ "$K_BUILD" != "$K_SOURCE" ] && _file=$(kbuild_included "$K_BUILD") &&
		[ -n "$_file" ] && ! (cd "$K_BUILD" && [ -f "$_file/Makefile" ]); }; then
		_in=$K_SOURCE
		_o="O=$K_BUILD"
	fi
	# KB_ARGS holds quoted words, hence eval; "$@" comes in by name.
	eval "kbuild_env make -C \"\$_in\" \${_o:+\"\$_o\"} M=\"\$_dir\" CONFIG_DEBUG_INFO_BTF_MODULES= $KB_ARGS \"\$@\""
}

# kbuild_scratch - print a new folder for kbuild. What a run needs (1 MB and some) has to
# fit in there, since neither kbuild nor every compiler says clearly that it doesn't. To be
# called as SCRATCH=$(kbuild_scratch) with the traps that remove SCRATCH already set: the
# folder's name gets through to them even when a signal comes right now.
kbuild_scratch() {
	trap '' HUP INT TERM
	_scratch=$(mktemp -d "$TMPDIR/kshim.XXXXXX" 2>/dev/null) ||
		die "No folder can be made in $TMPDIR." "Questions and modules are compiled there." \
			"Make room there, or set TMPDIR to another folder (without spaces)."
	if ! dd if=/dev/zero of="$_scratch/room" bs=1024 count=4096 2>/dev/null; then
		rm -rf "$_scratch"
		die "There is no room in $TMPDIR." "Questions and modules are compiled there, which takes up to 4 MB." \
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
#	KB_COMMAND	the command as kbuild kept it, and what follows it
#	KB_COMPILE	the same without its input and output, for eval
#	KB_COMPILER	what the compiler calls itself
kbuild_ask() {
	# shellcheck disable=SC2016 # for make, not for the shell
	printf '%s\n' '$(info kshim-directory: $(CURDIR))' \
		'obj-m := kshim_module.o' 'kshim_module-y := kshim_flags.o' >"$1/Kbuild" &&
		printf '%s\n' 'static const char kshim_flags[] __attribute__((used, section(".modinfo"), aligned(1))) =' \
			'	"license=GPL";' >"$1/kshim_flags.c" ||
		die "Nothing can be written in $1." "" "Make room there, or set TMPDIR to another folder."
	kbuild "$1" kshim_flags.o >"$1/kbuild.log" 2>&1 ||
		kbuild_failed "The kernel $K_RELEASE can't compile a module here." "$1/kbuild.log"
	KB_DIRECTORY=$(sed -n 's/^kshim-directory: //p' "$1/kbuild.log" | tail -n 1)
	# cmd_PATH := (savedcmd_ since 6.2) the compiler, then perhaps objtool.
	# Debug information costs time and is not asked for; a plain -Werror
	# would make a warning in a question an answer.
	KB_COMMAND=$(sed -n '/^\(saved\)\{0,1\}cmd_[^ ]*kshim_flags\.o *:= */{
		s///
		s/\\#/#/g
		s/\$\$/$/g
		p
		q
	}' "$1/.kshim_flags.o.cmd")
	KB_COMPILE=$(printf '%s\n' "$KB_COMMAND" | sed -e 's/ *;.*//' -e 's/ -c -o [^ ]* [^ ]*kshim_flags\.c *$//' \
		-e 's/ -Wp,-MM*D,[^ ]*//g' -e 's/ -Werror / /g' -e 's/ -g[^ ]*//g' -e 's/ -flto[^ ]*//g' -e 's/ -fsplit-lto-unit//g')
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
	KB_COMPILER=$(kbuild_env "$KB_COMPILER" --version 2>/dev/null | sed 1q)
}

# kbuild_try SCRATCH - make a module of the file that kbuild_ask had compiled: what is
# missing for that, the user is to hear now and not at the end. Sets KB_OBJCOPY, kbuild's own.
kbuild_try() {
	# shellcheck disable=SC2016 # for make, not for the shell
	printf '%s\n' '$(info kshim-objcopy: $(OBJCOPY))' >>"$1/Kbuild"
	_linked=1
	kbuild "$1" modules >"$1/kbuild.log" 2>&1 || _linked=
	KB_OBJCOPY=$(sed -n 's/^kshim-objcopy: //p' "$1/kbuild.log" | tail -n 1)
	if [ -z "$_linked" ]; then
		# What modpost says of Module.symvers and the symbols in it is for the answers to tell.
		! grep -q '^\(ERROR\|FATAL\): ' "$1/kbuild.log" || return 0
		kbuild_failed "The kernel $K_RELEASE can't link a module here." "$1/kbuild.log"
	fi
	# What kbuild runs for a module that exports symbols, and this one doesn't.
	_tool=scripts/genksyms/genksyms
	[ "$(kbuild_config GENDWARFKSYMS)" != y ] || _tool=scripts/gendwarfksyms/gendwarfksyms
	[ "$(kbuild_config MODVERSIONS)" != y ] || kbuild_env "$K_BUILD/$_tool" --help >"$1/kbuild.log" 2>&1 || {
		printf '%s\n' "$K_BUILD/$_tool fails" >>"$1/kbuild.log"
		kbuild_failed "The kernel $K_RELEASE can't link a module here." "$1/kbuild.log"
	}
	# Nor does kbuild run this one, but src/build does.
	kbuild_env "$KB_OBJCOPY" -O binary --only-section=.modinfo "$1/kshim_module.ko" "$1/modinfo" \
		>"$1/kbuild.log" 2>&1 && [ -s "$1/modinfo" ] ||
		kbuild_failed "The kernel $K_RELEASE can't link a module here." "$1/kbuild.log"
}

# kbuild_failed WHAT LOG [NEXT] - the end of a program for which kbuild failed: LOG tells why.
kbuild_failed() {
	# Without the build's own progress.
	_why=$(grep -v -e '^make[^ ]*: \(Entering\|Leaving\|\*\*\* \[\|\*\*\* Waiting\)' -e '^kshim-[a-z]*: ' \
		-e '^  *[A-Z]* \(\[M\]\)\{0,1\} ' "$2" | excerpt -)
	_header=
	[ -n "${3-}" ] || _header=$(sed -n 's/.*fatal error: [^ A-Za-z]*\([A-Za-z][^ :]*\.h\).*\(No such file\|not found\).*/\1/p' "$2" | sed 1q)
	for _tool in scripts/basic/fixdep scripts/mod/modpost scripts/genksyms/genksyms \
		scripts/gendwarfksyms/gendwarfksyms tools/objtool/objtool module.lds ${_header:+"$_header"}; do
		! sed -e '/\*\*\* \[/d' -e 's/.* linker script/module.lds: &/' "$2" | grep -qF "$_tool" || die "$1" \
			"$_tool of the kernel tree is missing, or does not work on this machine.
$_why" "Install the kernel's headers anew (on Debian linux-kbuild-VERSION goes with them), or, in a tree of
your own, run: make -C $K_BUILD modules_prepare"
	done
	# What a shell, make and env say of a program that is not there.
	_tool=$(sed -n -e 's/.*: \([^ :]*\): \(command \)\{0,1\}not found$/\1/p' \
		-e 's/^make[^ ]*: \([^ :]*\): No such file or directory$/\1/p' \
		-e 's/^env: [^ a-z]*\([^ ]*[a-z0-9]\)[^ ]*: No such file or directory$/\1/p' "$2" | sed 1q)
	case $_tool in
	*gcc*)
		# aarch64-linux-gnu-gcc-16 is in gcc-16-aarch64-linux-gnu.
		_package=$(printf '%s\n' "${_tool##*/}" | sed -e 's/^\(.*\)-\(gcc.*\)$/\2-\1/' -e 's/x86_64/x86-64/')
		die "$1" "There is no ${_tool##*/} on this machine, which the kernel is to be compiled with.
$_why" "Install it (Debian, Ubuntu: apt-get install --no-install-recommends $_package), or choose another
with KERNEL_CC=, KERNEL_CROSS_COMPILE=, KERNEL_LLVM=1. Of Debian's kernels 'kshim kernels add' brings the compiler along."
		;;
	"" | *clang*) ;;
	*[!a-z]ld | ld | ld.bfd | *objcopy* | *objdump* | *nm | *ar | *strip | *readelf)
		die "$1" "There is no $_tool on this machine.
$_why" "Install binutils (for the kernel's architecture), or choose other tools with KERNEL_LD=, KERNEL_LLVM=1,
KERNEL_CROSS_COMPILE=."
		;;
	*lld*)
		die "$1" "There is no $_tool on this machine.
$_why" "Install lld and llvm, or choose others with KERNEL_LD=, KERNEL_LLVM=."
		;;
	esac
	! grep -q 'unrecognized command.line option\|unknown argument' "$2" ||
		die "$1" "The compiler doesn't know what this kernel was configured for; it was built with
$(kbuild_config CC_VERSION_TEXT).
$_why" "Install that one, or a newer, and name it with KERNEL_CC=. Of Debian's kernels 'kshim kernels add' brings it along."
	_foreign=
	[ "$K_ARCH" = "$(kbuild_host_arch)" ] || _foreign="
The kernel is for $K_ARCH and this machine is not: it takes a cross compiler, KERNEL_CROSS_COMPILE=PREFIX-."
	die "$1" "$_why" "${3:-"Install the compiler and tools that it asks for, or choose others with KERNEL_CC=, KERNEL_LLVM=1,
KERNEL_CROSS_COMPILE=.$_foreign"}"
}

# kbuild_is_clang - does the compiler of KB_COMPILE call itself clang?
kbuild_is_clang() {
	case $KB_COMPILER in
	*clang*) return 0 ;;
	*) return 1 ;;
	esac
}
