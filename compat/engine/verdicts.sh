# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# The judge of the shell programs: what the references of questions are worth on the target
# kernel. Needs messages.sh, license.sh, and what locate.sh and kbuild.sh find out (K_*, KB_*).
# All that is known of Module.symvers' form stands here and in verdicts.awk.

# verdicts REFERENCES - print the answers to the questions whose references (see verdicts.awk)
# are in that file, for modules of the licence $license, behind what they hold for. Fails when
# they can't be written; uses SCRATCH.
verdicts() {
	_compatible=0
	# shellcheck disable=SC2154 # the caller's
	! license_is_gpl_compatible "$license" || _compatible=1
	_unimported=0
	! grep -q '^CONFIG_MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS=y' "$K_CONFIG" || _unimported=1
	verdicts_check
	# sort tells when its output can't be written; not every awk does.
	{
		printf 'target\trelease\t%s\ntarget\tsource\t%s\ntarget\tbuild\t%s\ntarget\tarch\t%s\ntarget\tcompiler\t%s\n' \
			"$K_RELEASE" "$K_SOURCE" "$K_BUILD" "$K_ARCH" "$KB_COMPILER"
		printf 'license\t%s\t%s\n' "$license" "$_compatible"
		LC_ALL=C awk -v arch="$K_ARCH" -v gpl_compatible="$_compatible" -v allow_missing_imports="$_unimported" \
			-v module_namespaces="$(verdicts_modpost "explicitly importing")" \
			-v section_bounds="$(verdicts_modpost __start_)" \
			-f "$ENGINE/verdicts.awk" "$1" "$K_SYMVERS" 2>"$SCRATCH/symvers.err" | LC_ALL=C sort
	} || return
	[ ! -s "$SCRATCH/symvers.err" ] || verdicts_damaged "$(cat "$SCRATCH/symvers.err")"
}

# verdicts_check - what awk doesn't see, or each awk in its own way.
verdicts_check() {
	[ -s "$K_SYMVERS" ] || verdicts_damaged "It is empty."
	# A last line without its newline was cut, whatever it still says.
	[ -z "$(tail -c 1 "$K_SYMVERS" | tr '\0' x)" ] || verdicts_damaged "Its last line doesn't end: the file was cut."
	[ "$(LC_ALL=C tr -d '\0' <"$K_SYMVERS" | wc -c)" -eq "$(wc -c <"$K_SYMVERS")" ] || verdicts_damaged "It is not text."
}

verdicts_damaged() {
	die "Every verdict on $K_RELEASE would be unknown: $K_SYMVERS is damaged." "$1" \
		"Install the headers anew, or rebuild the kernel."
}

# verdicts_modpost WORDS - is that among the texts of the kernel's modpost? (Debian's is a script
# that chooses between two beside it.)
verdicts_modpost() {
	if cat "$K_BUILD"/scripts/mod/modpost* 2>/dev/null | grep -q "$1"; then
		echo 1
	else
		echo 0
	fi
}
