# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# Debian's packages, of any suite and architecture, by this machine's apt and without a change
# of the machine: apt is given a state of its own, in the cache. Needs messages.sh.
#
# Where Debian is fetched from is this machine's business: the sites come out of its own apt
# configuration, its proxies hold, and no file of the project names a host.

DEBIAN_STATE=${XDG_CACHE_HOME:-$HOME/.cache}/kshim/apt
DEBIAN_KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# debian_sites - set DEBIAN_SITE and DEBIAN_SECURITY, once: the first sites that serve these
# archives, empty when none does.
debian_sites() {
	[ -z "${DEBIAN_SITE-}" ] || return 0
	# shellcheck disable=SC2016 # apt's own $(WORDS)
	_sites=$(apt-get indextargets --format '$(LABEL) $(SITE)')
	DEBIAN_SITE=$(printf '%s\n' "$_sites" | sed -n 's/^Debian //p' | sed 1q)
	DEBIAN_SECURITY=$(printf '%s\n' "$_sites" | sed -n 's/^Debian-Security //p' | sed 1q)
}

# debian_line SITE SUITE - a source line. The release files of a suite at rest are past their
# date, and good. DEBIAN_ARCHS (with commas) is empty for the machine's own architecture.
debian_line() {
	echo "deb [${DEBIAN_ARCHS:+arch=$DEBIAN_ARCHS }signed-by=$DEBIAN_KEYRING check-valid-until=no] $1 $2 $_components"
}

# debian_sources SUITE [COMPONENTS] - print the source lines of a suite, and of those that it
# stands on; COMPONENTS are "main" unless others are named.
debian_sources() {
	_components=${2:-main}
	debian_sites
	[ -n "$DEBIAN_SITE" ] ||
		die "This machine's apt knows no Debian archive." "So there is nowhere to fetch $1 from." \
			"Add a Debian source to /etc/apt/sources.list, run apt-get update, and try again."
	case $1 in
	sid)
		debian_line "$DEBIAN_SITE" sid ;;
	experimental)
		debian_line "$DEBIAN_SITE" sid
		debian_line "$DEBIAN_SITE" experimental ;;
	*)
		debian_line "$DEBIAN_SITE" "${1%-backports}"
		debian_line "${DEBIAN_SECURITY:-$DEBIAN_SITE-security}" "${1%-backports}-security"
		[ "${1%-backports}" = "$1" ] || debian_line "$DEBIAN_SITE" "$1" ;;
	esac
}

# debian_apt COMMAND ARGUMENT... - run one of apt's commands on the source lines of the file
# DEBIAN_SOURCES, of DEBIAN_ARCHS, as on a machine on which nothing is installed, or what the
# file DEBIAN_STATUS says. The lists that were fetched are kept, whatever lines they are of.
debian_apt() {
	mkdir -p "$DEBIAN_STATE/lists/partial" "$DEBIAN_STATE/archives/partial"
	[ -e "$DEBIAN_STATE/status" ] || : >"$DEBIAN_STATE/status"
	_command=$1
	shift
	for _arch in $(printf '%s\n' "${DEBIAN_ARCHS-}" | tr , ' '); do
		set -- -o "APT::Architectures::=$_arch" "$@"
	done
	# One at a time, since the lists are shared.
	flock "$DEBIAN_STATE/.lock" "$_command" -o "Dir::State=$DEBIAN_STATE" -o "Dir::State::status=${DEBIAN_STATUS:-$DEBIAN_STATE/status}" \
		-o "Dir::Cache=$DEBIAN_STATE" -o Dir::Cache::srcpkgcache= -o "Dir::Cache::pkgcache=$DEBIAN_SOURCES.cache" \
		-o "Dir::Etc::sourcelist=$DEBIAN_SOURCES" -o Dir::Etc::sourceparts=/dev/null \
		-o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
		-o Acquire::Languages=none -o APT::Get::List-Cleanup=false \
		-o APT::Sandbox::User= -o Debug::NoLocking=true "$@"
}
