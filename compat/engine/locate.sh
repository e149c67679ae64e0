# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# Finds the target kernel. Needs messages.sh; in: LOCATE_KERNEL (a release),
# LOCATE_LINUX (headers), LOCATE_OBJ (build tree), each may be empty. Out:
#
#	K_RELEASE	6.1.0-50-amd64
#	K_SOURCE	directory with include/linux/mm.h
#	K_BUILD		directory with include/config/auto.conf, where kbuild runs
#	K_CONFIG	its auto.conf
#	K_SYMVERS	its Module.symvers (may not exist, see locate_symvers)
#	K_ARCH		the kernel's own word for the architecture: x86, arm64
#
# Layouts in use, R a release:
#
#	Debian, Ubuntu	/usr/src/linux-headers-R, its Makefile includes that of -common
#	Fedora, RHEL	/usr/src/kernels/R, all in one
#	SUSE		/usr/src/linux-V-obj/ARCH/FLAVOUR beside /usr/src/linux-V, R = V-FLAVOUR
#	Arch		/usr/lib/modules/R/build, all in one
#	a source tree	built in place, or elsewhere with O=

# 4.18, as include/generated/uapi/linux/version.h counts.
LOCATE_OLDEST=266752

# locate_built DIR - is DIR a build tree: has a kernel been configured there?
locate_built() {
	[ -f "$1/include/config/auto.conf" ]
}

# locate_build_of RELEASE - print the build tree of an installed kernel.
locate_build_of() {
	for _dir in "/lib/modules/$1/build" "/usr/lib/modules/$1/build" \
		"/usr/src/linux-headers-$1" "/usr/src/kernels/$1" \
		"/usr/src/linux-${1%-*}-obj"/*/"${1##*-}" "/usr/src/linux-$1"; do
		if locate_built "$_dir"; then
			(cd -P "$_dir" && pwd)
			return 0
		fi
	done
	return 1
}

# locate_releases - print the release of each installed kernel that has
# headers, oldest first.
locate_releases() {
	for _dir in /lib/modules/*/build /usr/lib/modules/*/build /usr/src/linux-headers-* \
		/usr/src/kernels/* /usr/src/linux-*-obj/*/*; do
		if locate_built "$_dir"; then
			locate_release "$_dir"
		fi
	done | sort -uV
}

# locate_release BUILD - print the release that BUILD was configured for, as
# uname -r and a module's vermagic have it. Debian's kernel.release has another:
# 6.1.192 where the others say 6.1.0-56-amd64.
locate_release() {
	for _file in "$1/include/generated/utsrelease.h" "$1/include/config/kernel.release"; do
		if [ -s "$_file" ]; then
			sed -e 's/^#define UTS_RELEASE "\(.*\)".*/\1/' -e '/^#/d' "$_file"
			return
		fi
	done
}

# locate_source_of BUILD - print the source that BUILD was built from. A build
# tree apart from its source has a small Makefile that leads there: it includes
# the source's (5.4 and later, Debian, SUSE), or calls make -C on it (before).
locate_source_of() {
	if [ -f "$1/include/linux/mm.h" ]; then
		printf '%s\n' "$1"
		return
	fi
	_source=$(sed -n -e 's/^include  *\(.*\)\/Makefile *$/\1/p' \
		-e 's/^MAKEARGS *:= *-C *\([^ ]*\).*/\1/p' "$1/Makefile" 2>/dev/null | sed 1q)
	for _dir in "$_source" "$1/$_source" "$1/source"; do
		if [ -n "$_dir" ] && [ -f "$_dir/include/linux/mm.h" ]; then
			(cd "$_dir" && pwd)
			return
		fi
	done
	return 1
}

# locate_none WHAT - no headers: say where we looked and what to install.
locate_none() {
	die "$1" "Looked for include/config/auto.conf in /lib/modules/R/build, /usr/lib/modules/R/build,
/usr/src/linux-headers-R, /usr/src/kernels/R and /usr/src/linux-*-obj, R being the release." \
"Install the headers (Debian, Ubuntu: linux-headers-R; Fedora, RHEL: kernel-devel-R; openSUSE: kernel-FLAVOUR-devel;
Arch: linux-headers), or name a tree with --with-linux=DIR."
}

# locate_trees - set K_BUILD and K_SOURCE from what was asked.
locate_trees() {
	K_BUILD=$LOCATE_OBJ
	K_SOURCE=$LOCATE_LINUX
	if [ -n "$K_BUILD" ] || [ -n "$K_SOURCE" ]; then
		for _dir in "$K_BUILD" "$K_SOURCE"; do
			[ -z "$_dir" ] || [ -d "$_dir" ] ||
				die "There is no directory $_dir." "It was named as the target kernel." \
					"Check --with-linux and --with-linux-obj."
		done
		[ -n "$K_BUILD" ] || K_BUILD=$K_SOURCE
	elif [ -n "$LOCATE_KERNEL" ]; then
		K_BUILD=$(locate_build_of "$LOCATE_KERNEL") ||
			locate_none "The kernel $LOCATE_KERNEL has no headers on this machine."
	else
		_running=$(uname -r)
		if ! K_BUILD=$(locate_build_of "$_running"); then
			_newest=$(locate_releases | tail -n 1)
			[ -n "$_newest" ] || locate_none "No kernel on this machine has headers."
			say "the running kernel $_running has no headers; taking the newest that has: $_newest"
			K_BUILD=$(locate_build_of "$_newest") ||
				locate_none "The kernel $_newest has no headers on this machine."
		fi
	fi

	# Headers alone, as Debian's -common or a source tree built elsewhere:
	# what was configured from them is found by release.
	if ! locate_built "$K_BUILD" && [ -n "$LOCATE_KERNEL" ] && [ -z "$LOCATE_OBJ" ]; then
		K_BUILD=$(locate_build_of "$LOCATE_KERNEL") || K_BUILD=$LOCATE_LINUX
	fi
	locate_built "$K_BUILD" ||
		die "The kernel tree $K_BUILD is not configured." \
			"It has no include/config/auto.conf, so nobody can tell what its headers mean." \
			"Name the build tree with --with-linux-obj=DIR, or run 'make oldconfig modules_prepare' and build the kernel."
	if [ -z "$K_SOURCE" ] || [ ! -f "$K_SOURCE/include/linux/mm.h" ]; then
		K_SOURCE=$(locate_source_of "$K_BUILD") ||
			die "The sources of $K_BUILD can't be found." \
				"It has no include/linux/mm.h, and its Makefile leads to no directory that has." \
				"Name the source with --with-linux=DIR."
	fi
	K_BUILD=$(cd "$K_BUILD" && pwd)
	K_SOURCE=$(cd "$K_SOURCE" && pwd)
}

# locate_arch - set K_ARCH: which symbol of the configuration is the
# architecture's own. The host plays no part, so that a foreign tree is known.
locate_arch() {
	K_ARCH=$(awk -F= '
		BEGIN {
			n = split("X86 ARM64 ARM RISCV PPC S390 LOONGARCH MIPS PARISC SPARC ALPHA ARC " \
				"CSKY HEXAGON IA64 M68K MICROBLAZE NIOS2 OPENRISC SUPERH UML XTENSA", name, " ")
			directory["PPC"] = "powerpc"; directory["SUPERH"] = "sh"; directory["UML"] = "um"
		}
		$2 == "y" { set[$1] = 1 }
		END {
			for (i = 1; i <= n; i++)
				if (("CONFIG_" name[i]) in set) {
					print name[i] in directory ? directory[name[i]] : tolower(name[i])
					exit
				}
		}' "$K_CONFIG")
}

# locate - find the target kernel and check that modules can be built for it.
locate() {
	locate_trees
	K_CONFIG=$K_BUILD/include/config/auto.conf
	K_SYMVERS=$K_BUILD/Module.symvers
	K_RELEASE=$(locate_release "$K_BUILD")
	[ -n "$K_RELEASE" ] ||
		die "The kernel tree $K_BUILD doesn't say which release it is." \
			"It has neither include/generated/utsrelease.h nor include/config/kernel.release." \
			"Run 'make modules_prepare' there, or install the headers anew."
	grep -q '^CONFIG_MODULES=y' "$K_CONFIG" ||
		die "The kernel $K_RELEASE was configured without loadable modules." \
			"$K_CONFIG has no CONFIG_MODULES=y." "Choose a kernel with CONFIG_MODULES=y."
	_code=$(awk '$2 == "LINUX_VERSION_CODE" { print $3 }' \
		"$K_BUILD/include/generated/uapi/linux/version.h" 2>/dev/null) || _code=
	[ -n "$_code" ] ||
		die "The kernel tree $K_BUILD was never prepared." \
			"It has no include/generated/uapi/linux/version.h." \
			"Run 'make modules_prepare' there, or install the headers anew."
	[ "$_code" -ge "$LOCATE_OLDEST" ] ||
		die "The kernel $K_RELEASE is older than 4.18." \
			"put_page() was free of GPL-only symbols until then; kshim has nothing to do there and knows no older kernel." \
			"Build the consumer without kshim, or choose a newer kernel."
	locate_arch
	[ -n "$K_ARCH" ] ||
		die "The architecture of $K_BUILD can't be told." \
			"None of the architectures' own symbols is set in $K_CONFIG." "Name it with KERNEL_ARCH=."
}

# locate_symvers - refuse a tree whose exports nobody wrote down.
locate_symvers() {
	[ -f "$K_SYMVERS" ] ||
		die "Every verdict on $K_RELEASE would be unknown: there is no $K_SYMVERS." \
			"A tree that was only prepared (make modules_prepare) has none; modpost then passes with a warning
and the module fails to load." \
			"Build the kernel, install the distribution's headers, or copy the Module.symvers of the running kernel there."
}
