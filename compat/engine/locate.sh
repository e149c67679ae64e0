# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# Finds the target kernel. Needs messages.sh and kbuild.sh; in: LOCATE_KERNEL (a release),
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

# locate_build_of RELEASE - print the build tree of an installed kernel. A tree
# at its place may by now hold another kernel's headers, which won't do; one
# that doesn't say its release is refused later, for that.
locate_build_of() {
	for _dir in "/lib/modules/$1/build" "/usr/lib/modules/$1/build" \
		"/usr/src/linux-headers-$1" "/usr/src/kernels/$1" \
		"/usr/src/linux-${1%-*}-obj"/*/"${1##*-}" "/usr/src/linux-$1"; do
		if locate_built "$_dir"; then
			case $(locate_release "$_dir") in
			"$1" | "")
				(cd -P "$_dir" && pwd)
				return 0
				;;
			esac
		fi
	done
	_dir=$(locate_installed | awk -F '\t' -v release="$1" '$1 == release { print $2; exit }')
	[ -n "$_dir" ] || _dir=$(locate_added | awk -F '\t' -v name="$1" '$1 == name || $2 == name { print $3; exit }')
	[ -n "$_dir" ] && printf '%s\n' "$_dir"
}

# locate_added - print a line "NAME<TAB>RELEASE<TAB>DIR" for each build tree that
# "kshim kernels add" has unpacked for this user. Nobody means one who doesn't name it.
locate_added() {
	for _dir in "${XDG_CACHE_HOME:-${HOME-}/.cache}/kshim/kernels"/*/build; do
		if locate_built "$_dir"; then
			_name=${_dir%/build}
			printf '%s\t%s\t%s\n' "${_name##*/}" "$(locate_release "$_dir")" "$(cd -P "$_dir" && pwd)"
		fi
	done
}

# locate_installed - print a line "RELEASE<TAB>DIR" for each build tree at the
# places where they are installed, the oldest kernel first. A release candidate
# is older than its release, whether it is called 6.10-rc7 or 6.10~rc7.
locate_installed() {
	for _dir in /lib/modules/*/build /usr/lib/modules/*/build /usr/src/linux-headers-* \
		/usr/src/kernels/* /usr/src/linux-*-obj/*/*; do
		if locate_built "$_dir"; then
			_release=$(locate_release "$_dir")
			[ -z "$_release" ] || printf '%s\t%s\n' "$_release" "$(cd -P "$_dir" && pwd)"
		fi
	done | awk -F '\t' -v OFS='\t' '{ key = $1; sub(/-rc/, "~rc", key); print key, $0 }' |
		sort -u -t '	' -k 1,1V -k 2 | cut -f 2-
}

# locate_releases - print the release of each installed kernel that has
# headers, oldest first.
locate_releases() {
	locate_installed | cut -f 1 | uniq
}

# locate_release BUILD - print the release that BUILD was configured for, as
# uname -r and a module's vermagic have it. Debian's kernel.release has another:
# 6.1.192 where the others say 6.1.0-56-amd64.
locate_release() {
	for _file in "$1/include/generated/utsrelease.h" "$1/include/config/kernel.release"; do
		if [ -s "$_file" ] && [ -r "$_file" ]; then
			sed -e 's/^#define UTS_RELEASE "\(.*\)".*/\1/' -e '/^#/d' "$_file"
			return
		fi
	done
}

# locate_source_of BUILD - print the source that BUILD was built from: where its
# Makefile leads to, or what is called so beside it, as packages that were
# unpacked elsewhere than they belong lie.
locate_source_of() {
	if [ -f "$1/include/linux/mm.h" ]; then
		printf '%s\n' "$1"
		return
	fi
	# A relative path in there counts from where the tree really is.
	_base=$(cd -P "$1" && pwd)
	_source=$(kbuild_included "$1")
	for _dir in "$_source" "$_base/$_source" "$1/source" "$_base/../${_source##*/}"; do
		if [ -f "$_dir/include/linux/mm.h" ]; then
			(cd "$_dir" && pwd)
			return
		fi
	done
	return 1
}

# locate_builds_from SOURCE - those of locate_installed that were built from it.
locate_builds_from() {
	_wanted=$(cd -P "$1" && pwd)
	locate_installed | while IFS='	' read -r _release _build; do
		if _from=$(locate_source_of "$_build") && [ "$(cd -P "$_from" && pwd)" = "$_wanted" ]; then
			printf '%s\t%s\n' "$_release" "$_build"
		fi
	done
}

# locate_forbidden FILE [LINKS] - print the first folder or file on the way to FILE that is
# there and may not be read; fails when there is none. LINKS: so many were followed.
locate_forbidden() {
	case $1 in
	/) return 1 ;;
	/*) ;;
	*)
		locate_forbidden "$(pwd)/$1"
		return
		;;
	esac
	! locate_forbidden "$(dirname -- "$1")" "${2-0}" || return 0
	if [ -L "$1" ] && [ "${2-0}" -lt 40 ]; then
		set -- "$1" "${2-0}" "$(readlink -- "$1")"
		case $3 in
		/*) ;;
		*) set -- "$1" "$2" "$(dirname -- "$1")/$3" ;;
		esac
		locate_forbidden "$3" "$(($2 + 1))"
	elif [ -d "$1" ]; then
		[ ! -x "$1" ] && printf '%s\n' "$1"
	else
		[ -e "$1" ] && [ ! -r "$1" ] && printf '%s\n' "$1"
	fi
}

# locate_may_read FILE... - refuse what is there for others only: to this user it looks like
# something that isn't there.
locate_may_read() {
	for _file; do
		if [ ! -r "$_file" ] && _forbidden=$(locate_forbidden "$_file"); then
			die "$_forbidden may not be read by $(id -un)." "It is on the way to the target kernel's $_file." \
				"Have that user given read access to it, or run this as one who has it."
		fi
	done
}

# locate_may_read_of RELEASE - the same for the places of an installed kernel.
locate_may_read_of() {
	for _dir in "/lib/modules/$1/build" "/usr/lib/modules/$1/build" "/usr/src/linux-headers-$1" "/usr/src/kernels/$1"; do
		locate_may_read "$_dir/include/config/auto.conf"
	done
}

# locate_none WHAT [RELEASE] - no headers: say where we looked and what to install.
locate_none() {
	[ -z "${2-}" ] || locate_may_read_of "$2"
	_other=
	if [ -n "${2-}" ] && locate_built "/lib/modules/$2/build"; then
		_other="
/lib/modules/$2/build holds the headers of another kernel, $(locate_release "/lib/modules/$2/build")."
	fi
	die "$1" "Looked for include/config/auto.conf in /lib/modules/R/build, /usr/lib/modules/R/build,
/usr/src/linux-headers-R, /usr/src/kernels/R and /usr/src/linux-*-obj, R being the release.$_other" \
"Install the headers (Debian, Ubuntu: linux-headers-R; Fedora, RHEL: kernel-devel-R; openSUSE: kernel-FLAVOUR-devel;
Arch: linux-headers), or name a tree with --with-linux=DIR."
}

# locate_named DIR - refuse a directory that is no kernel's at all.
locate_named() {
	locate_may_read "$1/include/config/auto.conf" "$1/include/linux/mm.h" \
		"$1/include/generated/utsrelease.h" "$1/include/config/kernel.release"
	[ -d "$1" ] ||
		die "There is no directory $1." "It was named as the target kernel." \
			"Check --with-linux and --with-linux-obj."
	locate_built "$1" || [ -f "$1/include/linux/mm.h" ] ||
		die "$1 is not a kernel tree." "It has neither include/config/auto.conf nor include/linux/mm.h." \
			"Check --with-linux and --with-linux-obj; headers are often in /lib/modules/RELEASE/build."
}

# locate_configured - set K_BUILD for K_SOURCE, headers that were configured
# somewhere else, as Debian's -common and SUSE's linux-V: an installed build
# tree leads to them. Of several, the kernel that was asked for wins, then the
# running one; beyond that it would be a guess.
locate_configured() {
	_builds=$(locate_builds_from "$K_SOURCE")
	for _release in "$LOCATE_KERNEL" "$(uname -r)"; do
		K_BUILD=$(printf '%s\n' "$_builds" | awk -F '\t' -v release="$_release" '$1 == release { print $2; exit }')
		[ -z "$K_BUILD" ] || return 0
	done
	case $_builds in
	"")
		die "The kernel tree $K_SOURCE is not configured." \
			"It has no include/config/auto.conf, so nobody can tell what its headers mean,
and no installed kernel was built from it." \
			"Name the build tree with --with-linux-obj=DIR, or run 'make oldconfig modules_prepare' and build the kernel."
		;;
	*"
"*)
		die "$K_SOURCE is the source of several kernels." \
			"$(printf '%s\n' "$_builds" | sed 's/	/ in /')" \
			"Choose one with --with-kernel=RELEASE or --with-linux-obj=DIR."
		;;
	esac
	K_BUILD=${_builds#*	}
}

# locate_trees - set K_BUILD and K_SOURCE from what was asked.
locate_trees() {
	K_BUILD=$LOCATE_OBJ
	K_SOURCE=$LOCATE_LINUX
	[ -z "$K_BUILD" ] || locate_named "$K_BUILD"
	if [ -n "$K_SOURCE" ]; then
		locate_named "$K_SOURCE"
		[ -n "$K_BUILD" ] || K_BUILD=$K_SOURCE
		[ "$K_BUILD" != "$K_SOURCE" ] || locate_built "$K_BUILD" || locate_configured
	elif [ -n "$K_BUILD" ]; then
		# DKMS names both, and takes any headers that /lib/modules/RELEASE/build leads to.
		_release=$(locate_release "$K_BUILD")
		[ -z "$LOCATE_KERNEL" ] || [ -z "$_release" ] || [ "$_release" = "$LOCATE_KERNEL" ] ||
			die "$K_BUILD does not hold the headers of the kernel $LOCATE_KERNEL." "They are of another, $_release." \
				"Install the headers of $LOCATE_KERNEL and have /lib/modules/$LOCATE_KERNEL/build lead to them,
or name one kernel only."
	elif [ -n "$LOCATE_KERNEL" ]; then
		K_BUILD=$(locate_build_of "$LOCATE_KERNEL") ||
			locate_none "The kernel $LOCATE_KERNEL has no headers on this machine." "$LOCATE_KERNEL"
	else
		_running=$(uname -r)
		if ! K_BUILD=$(locate_build_of "$_running"); then
			locate_may_read_of "$_running"
			_newest=$(locate_installed | tail -n 1)
			[ -n "$_newest" ] || locate_none "No kernel on this machine has headers." "$_running"
			K_BUILD=${_newest#*	}
			say "the running kernel $_running has no headers; taking the newest that has: ${_newest%%	*}"
		fi
	fi

	locate_built "$K_BUILD" ||
		die "The kernel tree $K_BUILD is not configured." \
			"It has no include/config/auto.conf, so nobody can tell what its headers mean." \
			"Name the build tree with --with-linux-obj=DIR, or run 'make oldconfig modules_prepare' and build the kernel."
	_from=$(locate_source_of "$K_BUILD") || _from=
	if [ ! -f "$K_SOURCE/include/linux/mm.h" ]; then
		[ -n "$_from" ] ||
			die "The sources of $K_BUILD can't be found." \
				"It has no include/linux/mm.h, and its Makefile leads to no directory that has." \
				"Name the source with --with-linux=DIR."
		K_SOURCE=$_from
	elif [ -n "$_from" ] && [ "$(cd -P "$_from" && pwd)" != "$(cd -P "$K_SOURCE" && pwd)" ]; then
		die "$K_BUILD was not built from $K_SOURCE." "Its source is $_from." \
			"Name two trees that belong together with --with-linux and --with-linux-obj, or only one of them."
	fi
	K_BUILD=$(cd "$K_BUILD" && pwd)
	K_SOURCE=$(cd "$K_SOURCE" && pwd)
	for _dir in "$K_BUILD" "$K_SOURCE"; do
		case $(cd -P "$_dir" && pwd) in
		*[[:space:]:]*)
			die "The kernel tree $_dir has a space or a colon in its path." \
				"The kernel's own build system can't work there." "Move the tree to a path without."
			;;
		esac
	done
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
	locate_may_read "$K_CONFIG" "$K_SYMVERS" "$K_BUILD/include/generated/uapi/linux/version.h"
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
	[ -n "$K_ARCH" ] || K_ARCH=${KERNEL_ARCH-}
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
