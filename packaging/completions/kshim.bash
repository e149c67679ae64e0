# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=bash
#
# Completion of the command kshim. The subcommands and their options are what kshim itself
# says, so that nothing has to be kept in step.

# Each once, however many trees it has.
_kshim_releases() {
	local build
	for build in /lib/modules/*/build /usr/src/linux-headers-*; do
		[[ -f $build/Module.symvers ]] || continue
		build=${build%/build}
		build=${build##*/}
		echo "${build#linux-headers-}"
	done | sort -u
	_kshim_added
	[[ $1 != matrix ]] || echo all
}

# Those that "kshim kernels add" has brought.
_kshim_added() {
	local version
	for version in "${XDG_CACHE_HOME:-$HOME/.cache}"/kshim/kernels/*/version; do
		[[ -f $version ]] || continue
		version=${version%/version}
		echo "${version##*/}"
	done
}

# What DKMS knows, but for kshim itself.
_kshim_consumers() {
	local conf
	for conf in /var/lib/dkms/*/*/source/dkms.conf; do
		[[ -f $conf ]] || continue
		conf=${conf#/var/lib/dkms/}
		echo "${conf%%/*}"
	done | sort -u | grep -vx kshim
}

_kshim() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	local subcommand=${COMP_WORDS[1]}
	COMPREPLY=()
	if ((COMP_CWORD == 1)); then
		mapfile -t COMPREPLY < <(compgen -W "$(kshim --help 2>/dev/null |
			sed -n 's/^  \([a-z]*\) .*/\1/p') --help --version" -- "$word")
		return
	fi
	case $before in
	-k | --kernel)
		mapfile -t COMPREPLY < <(compgen -W "$(_kshim_releases "$subcommand")" -- "$word")
		return
		;;
	-F | --for)
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
		return
		;;
	-l | --license)
		mapfile -t COMPREPLY < <(compgen -W "Proprietary BSD GPL" -- "$word")
		return
		;;
	esac
	if [[ $word == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(kshim "$subcommand" --help 2>/dev/null |
			grep -o -- '--[a-z-]*' | sort -u)" -- "$word")
	elif [[ $subcommand == diff ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(_kshim_releases)" -- "$word")
	elif [[ $subcommand == kernels ]]; then
		local words='add list remove'
		((COMP_CWORD == 2)) || words=$(_kshim_added)
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
	elif [[ $subcommand == enable || $subcommand == disable ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(_kshim_consumers)" -- "$word")
	elif [[ $subcommand == explain || $subcommand == why ]]; then
		mapfile -t COMPREPLY < <(
			compgen -W "$(_kshim_consumers)" -- "$word"
			compgen -f -- "$word"
		)
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
	fi
}

complete -o filenames -F _kshim kshim
