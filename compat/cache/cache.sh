# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# What started and ended share. Needs messages.sh, locate.sh, kbuild.sh, quote.sh and the rest of
# kshim-probe's parts in ENGINE.
#
# A consumer's folder ($KSHIM_CACHE_FOLDER) holds
#
#	ended		why its answers are not used any more
#	ID/		what was learnt of one configure and one set of arguments:
#	  learnt	a line a probe, TAB between the columns: "probe", question, variable (@KEY@
#			stands for the consumer's own key), the answer when it was learnt, licence,
#			"strict", "warn" or "none" (see bin/make), "alone" or the number of the build
#			that asks it with others, twin, the variables whose macros it names, flags, the
#			symbol that has to be exported as well, or -
#	  questions/	the probes as questions of kshim-probe
#	  key		the macro's name of the key, see key.sh
#	  *.answers	what the engine found for one kernel, named after all that goes into it:
#			"question", yes or no
#	run.WHOSE.*/	of a configure that runs, or was not ended: script, folder, args, target, site,
#			kernel (see cache_probe), known (which answers), used (variable, answer), calls/ (see
#			bin/make)
#
# KSHIM_CACHE_WHOSE tells who runs that configure, so that two don't mix.

# cache_target ARGS - set LOCATE_KERNEL or LOCATE_OBJ: the kernel for which a configure with these
# arguments, quoted for eval, builds. One names a build tree; else DKMS does, or it is the running one.
cache_target() {
	LOCATE_KERNEL=${KSHIM_CACHE_KERNEL-} LOCATE_OBJ=''
	# shellcheck disable=SC2034 # for locate
	LOCATE_LINUX=''
	[ -z "$LOCATE_KERNEL" ] || return 0
	eval "set -- $1"
	for _argument; do
		case ${_argument#*=} in
		/*) ! locate_built "${_argument#*=}" || LOCATE_OBJ=${_argument#*=} ;;
		esac
	done
	# shellcheck disable=SC2154 # DKMS's
	[ -n "$LOCATE_OBJ" ] || LOCATE_KERNEL=${kernelver:-$(uname -r)}
}

# cache_id SCRIPT ARGS - one configure, with the same arguments but for the kernel. The number is that of learnt's
# form: another one is not read.
cache_id() {
	{
		echo 2
		cat "$1"
		printf '%s\n' "$2" | cache_general
	} | cksum | tr -s ' \t' '__'
}

# cache_compilers - print what tells one compiler from the next: what is chosen in the environment, and
# size and time of all that PATH has.
cache_compilers() {
	printf '%s\n' "${KERNEL_CC-}" "${KERNEL_LLVM-}" "${KERNEL_CROSS_COMPILE-}" "${CROSS_COMPILE-}"
	printf '%s\n' "$PATH" | tr ':' '\n' | while IFS= read -r _dir; do
		ls -lL "$_dir"/*gcc* "$_dir"/*clang* 2>/dev/null || :
	done
}

# cache_general - standard input, with the target kernel's own names replaced.
cache_general() {
	BUILD=$K_BUILD SOURCE=$K_SOURCE RELEASE=$K_RELEASE awk '
		function replaced(line, from, to,    at, done) {
			while (from != "" && (at = index(line, from))) {
				done = done substr(line, 1, at - 1) to
				line = substr(line, at + length(from))
			}
			return done line
		}
		{ print replaced(replaced(replaced($0, ENVIRON["BUILD"], "@BUILD@"), ENVIRON["SOURCE"], "@SOURCE@"),
			ENVIRON["RELEASE"], "@RELEASE@") }'
}

# cache_special ID FOLDER - the other way: the questions that were learnt, as those of the target kernel, in FOLDER.
cache_special() {
	FROM=$1/questions TO=$2 BUILD=$K_BUILD SOURCE=$K_SOURCE RELEASE=$K_RELEASE awk -F '\t' '{
		file = ENVIRON["TO"] "/" $2 ".c"
		while ((getline line < (ENVIRON["FROM"] "/" $2 ".c")) > 0) {
			gsub(/@BUILD@/, ENVIRON["BUILD"], line)
			gsub(/@SOURCE@/, ENVIRON["SOURCE"], line)
			gsub(/@RELEASE@/, ENVIRON["RELEASE"], line)
			print line > file
		}
		close(ENVIRON["FROM"] "/" $2 ".c")
		close(file)
	}' "$1/learnt"
}

# cache_probe RUN ARGUMENT... - run kshim-probe for the target. kbuild is asked once in a run of configure: RUN/kernel keeps
# how it compiles. The reason why it fails is in $SCRATCH/said.
cache_probe() {
	_run=$1
	shift
	if [ -s "$_run/kernel" ]; then
		set -- --target "$_run/kernel" "$@"
	else
		set -- --linux "$K_SOURCE" --linux-obj "$K_BUILD" --save-target "$_run/kernel" "$@"
	fi
	"$ENGINE/kshim-probe" "$@" 2>"$SCRATCH/said"
}

# cache_ask RUN ID ANSWERS - ask the target all questions that were learnt in ID. In ANSWERS, lines "QUESTION yes|no"
# by TAB: what configure itself would find. A question that can't be asked is left out.
cache_ask() {
	mkdir "$SCRATCH/asked"
	cache_special "$2" "$SCRATCH/asked"
	while :; do
		set -- "$1" "$2" "$3" "$SCRATCH"/asked/*.c
		[ -e "$4" ] || return 1
		_run=$1 _id=$2 _answers=$3
		shift 3
		# Behind the probe's own headers alone, as configure asks.
		! cache_probe "$_run" --prelude /dev/null --answers "$SCRATCH/verdicts" "$@" || break
		set -- "$_run" "$_id" "$_answers"
		_bad=$(sed -n -e 's/.*\*\*\* The question \([A-Za-z0-9_]*\) .*/\1/p' \
			-e 's,.*The question .*/\([A-Za-z0-9_]*\)\.c .*,\1,p' "$SCRATCH/said" | sed 1q)
		[ -n "$_bad" ] && [ -e "$SCRATCH/asked/$_bad.c" ] || return 1
		rm "$SCRATCH/asked/$_bad.c"
	done
	awk -F '\t' -v OFS='\t' '
		FILENAME != ARGV[2] {
			if ($1 == "question")
				verdict[$2] = $3
			else if ($1 == "dependency") {
				if ($7 != "missing" && $7 != "plain")
					refused[$2] = 1
				if ($4 != "none")
					exported[$2, $3]
			}
			next
		}
		$2 in verdict {
			v = verdict[$2]
			built = v == "plain" || v == "missing" && $6 == "warn" && !($2 in refused) || $6 == "none" && v != "absent"
			if (!built || $11 == "-" || ($2, $11) in exported)
				print $2, built ? "yes" : "no"
		}' "$SCRATCH/verdicts" "$_id/learnt" >"$_answers"
}

# cache_key ID ARGS - print the consumer's own key of the target, see key.
cache_key() {
	[ -s "$1/key" ] || return 0
	eval "set -- \"\$1\" $2"
	_folder=$1
	shift
	"$HERE/key" "$(cat "$_folder/key")" "$@"
}
