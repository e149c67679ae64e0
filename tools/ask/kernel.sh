# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# What kernel, call, inlines and vermagic share: the target kernel, by way of the engine. HERE is
# the folder of this file.

ENGINE=$HERE/../../compat/engine
# shellcheck source=compat/engine/messages.sh
. "$ENGINE/messages.sh"
# shellcheck source=compat/engine/locate.sh
. "$ENGINE/locate.sh"
# shellcheck source=compat/engine/kbuild.sh
. "$ENGINE/kbuild.sh"
# shellcheck source=compat/engine/compile.sh
. "$ENGINE/compile.sh"

# kernel_find KERNEL - locate a release, or a build tree (a path with a slash); empty: the
# running kernel, else the newest that has headers.
kernel_find() {
	LOCATE_KERNEL='' LOCATE_LINUX='' LOCATE_OBJ=''
	case $1 in
	*/*) LOCATE_OBJ=$1 ;;
	*) LOCATE_KERNEL=$1 ;;
	esac
	locate
	locate_symvers
}

# kernel_compiler - learn how it compiles; SCRATCH is a folder that is removed in the end.
kernel_compiler() {
	SCRATCH=
	trap '[ -z "$SCRATCH" ] || rm -rf "$SCRATCH"' EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
	SCRATCH=$(kbuild_scratch)
	kbuild_toolchain
	kbuild_ask "$SCRATCH"
	# Where the compiler runs in the module's folder, any other will do.
	case $KB_DIRECTORY in
	*/"${SCRATCH##*/}") KB_DIRECTORY= ;;
	esac
}

# kernel_compile ERRORS ARGUMENT... - as compile, with messages in the one form that is read here:
# each on one line, at the place in the file that uses a macro, and all of them.
kernel_compile() {
	_log=$1
	shift
	if kbuild_is_clang; then
		set -- -fno-caret-diagnostics -ferror-limit=0 "$@"
	else
		set -- -fno-diagnostics-show-caret -ftrack-macro-expansion=0 -fno-ipa-icf "$@"
	fi
	compile "$_log" -fdiagnostics-color=never -Wno-error -Wno-missing-prototypes "$@"
}
