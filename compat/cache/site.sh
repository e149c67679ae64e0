# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# What CONFIG_SITE names while a consumer's probes are learnt or used: a configure that autoconf made
# reads it in its own shell, behind its options and before its first check. First what it would have
# read otherwise; then started tells which cache variables are known, each of which is set unless it
# is already; and the make that records is put into PATH, for this configure and whom it calls alone.
#
# KSHIM_CACHE_FOLDER is the consumer's (see started); KSHIM_CACHE_SITES the value that CONFIG_SITE had.

if [ -n "${KSHIM_CACHE_SITES-}" ]; then
	kshim_sites=$KSHIM_CACHE_SITES
elif [ "x${prefix-NONE}" != xNONE ]; then
	kshim_sites="$prefix/share/config.site $prefix/etc/config.site"
else
	kshim_sites="${ac_default_prefix-/usr/local}/share/config.site ${ac_default_prefix-/usr/local}/etc/config.site"
fi
for kshim_site in $kshim_sites; do
	case $kshim_site in
	*/*) ;;
	*) kshim_site=./$kshim_site ;;
	esac
	if test -r "$kshim_site" && test -f "$kshim_site"; then
		# shellcheck source=/dev/null
		. "$kshim_site"
	fi
done

# Not in a configure that another one calls. With a cache of its own the consumer knows better.
if test -n "${KSHIM_CACHE_FOLDER-}" && test -z "${KSHIM_CACHE_RECORD-}" && ! test -s "${cache_file-/dev/null}"; then
	if kshim_record=$("${KSHIM_CACHE_PROGRAMS}/started" "$0" "${ac_configure_args-}"); then
		# shellcheck source=/dev/null
		. "$kshim_record/site"
		KSHIM_CACHE_RECORD=$kshim_record
		PATH=$KSHIM_CACHE_PROGRAMS/bin:$PATH
		export KSHIM_CACHE_RECORD PATH
	fi
fi
