# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# Answers any number of questions in two compiler runs. Needs messages.sh and
# what kbuild_ask found; ENGINE is this folder, PRELUDE the common headers,
# LOG the file that takes what compilers print, SCRATCH a folder for the work.
#
# The first run only parses. A question that an error points at is answered
# "no". The second compiles the rest, in the opposite order, and its object file
# tells what each question references. The answer to a question is what it
# would be if nothing else was asked. Where it could owe anything to others, it
# is asked again alone, which is the last word:
#
#	- file-scope names that several declare and no header knows
#	- an error that only the second run shows, or one about a second declaration
#	- code that the compiler left out of line: whether it does so, and what it
#	  leaves in it, depends on who else calls it
#	- a global definition beside the question's own function
#
# A run whose errors, or references, can't be told apart is split in halves. A
# run is void, and with it everything, when a control question comes out wrong:
# control_pass must compile, control_fail must not, control_reference must be
# seen to reference a function and a static key.
#
# Out, in SCRATCH: references (see verdicts.awk), runs (how many times a compiler
# was started).

# batch QUESTION... - ask them all.
batch() {
	: >"$SCRATCH/references"
	: >"$SCRATCH/alone"
	: >"$SCRATCH/nobody"
	batch_runs=0
	batch_units=0
	batch_flags
	export PRELUDE
	LC_ALL=C awk -f "$ENGINE/questions.awk" -- "$@" >"$SCRATCH/plan" 2>"$SCRATCH/plan.err" ||
		die "The questions can't be asked." "$(cat "$SCRATCH/plan.err")" "Mend or remove that question."

	# A group is what may share a unit. Those that must be alone come last;
	# what no group could settle, too.
	awk -F '\t' '$2 !~ /^alone / && !seen[$2]++ { print $2 }' "$SCRATCH/plan" >"$SCRATCH/keys"
	while IFS= read -r _key; do
		batch_units=$((batch_units + 1))
		B_KEY=$_key awk -F '\t' '$2 == ENVIRON["B_KEY"]' "$SCRATCH/plan" >"$SCRATCH/group.$batch_units"
		batch_group "$SCRATCH/group.$batch_units"
	done <"$SCRATCH/keys"
	awk -F '\t' '$2 ~ /^alone /' "$SCRATCH/plan" >>"$SCRATCH/alone"
	sort -u "$SCRATCH/alone" >"$SCRATCH/alone.sorted"
	printf -- "-- asked alone: %s\n" "$(cut -f 1 "$SCRATCH/alone.sorted" | tr "\n" " ")" >>"$LOG"
	while IFS= read -r _line; do
		printf '%s\n' "$_line" >"$SCRATCH/one"
		batch_alone "$SCRATCH/one"
	done <"$SCRATCH/alone.sorted"
	printf '%s\n' "$batch_runs" >"$SCRATCH/runs"
}

# batch_flags - set B_FLAGS, what is added to kbuild's own flags: a section for
# each function and variable, errors in one known form and all of them, and
# inlining that doesn't stop because a unit holds many questions.
batch_flags() {
	B_FLAGS="-ffunction-sections -fdata-sections -fdiagnostics-color=never -Wno-error -Wno-missing-prototypes"
	if kbuild_is_clang; then
		B_FLAGS="$B_FLAGS -fno-caret-diagnostics -ferror-limit=0"
	else
		B_FLAGS="$B_FLAGS -fno-diagnostics-show-caret -ftrack-macro-expansion=0 -fno-ipa-icf"
		B_FLAGS="$B_FLAGS --param inline-unit-growth=100000 --param large-unit-insns=1000000"
	fi
}

# batch_compile PLAN CONTROLS RUN [MASKS] - write the unit of PLAN and compile
# it; unit.o, unit.err and errors are the outcome, and the exit status. CONTROLS:
# names of control questions. RUN: "parse" or "object", the first and the second
# run. MASKS: see unit.awk. All lines of PLAN have the same flags.
batch_compile() {
	_plan=$1
	_only=
	[ "$3" != parse ] || _only=-fsyntax-only
	{
		for _c in $2; do
			printf '%s\t\t\t\t%s\n' "$_c" "$ENGINE/control/$_c.c"
		done
		cat "$_plan"
	} >"$SCRATCH/unit.plan" &&
		B_RUN=$3 B_MASKS=${4-} LC_ALL=C \
			awk -f "$ENGINE/unit.awk" "$SCRATCH/unit.plan" >"$SCRATCH/unit.c" || batch_broken
	rm -f "$SCRATCH/unit.o"
	batch_runs=$((batch_runs + 1))
	_status=0
	# A question's flags are words, not shell; KB_COMPILE is quoted for it.
	(
		set -f
		# shellcheck disable=SC2046 # words
		set -- $(cut -f 3 "$_plan" | sed 1q) $_only
		cd "${KB_DIRECTORY:-$SCRATCH}" &&
			eval "LC_ALL=C $KB_COMPILE $B_FLAGS -iquote \"\${PRELUDE%/*}\" \"\$@\" -c -o \"\$SCRATCH/unit.o\" \"\$SCRATCH/unit.c\""
	) >"$SCRATCH/unit.err" 2>&1 || _status=$?
	{
		printf -- '-- compiler run %s: %s questions, status %s\n' "$batch_runs" \
			"$(($(wc -l <"$_plan")))" "$_status"
		grep -v ': warning: \|: note: ' "$SCRATCH/unit.err" || :
	} >>"$LOG"
	LC_ALL=C awk -f "$ENGINE/errors.awk" "$SCRATCH/unit.err" >"$SCRATCH/errors" || batch_broken
	if grep -q '^void' "$SCRATCH/errors"; then
		batch_broken
	fi
	return "$_status"
}

batch_broken() {
	die "The compiler broke down; every answer would be a guess." \
		"$(grep -h -v ': warning: \|: note: ' "$SCRATCH/unit.err" 2>/dev/null | excerpt - 8)" \
		"Check the free space and memory and try again."
}

batch_void() {
	die "The probe run is void: $1." \
		"The answers of a run whose control questions come out wrong mean nothing.
$(excerpt "$SCRATCH/unit.err" 8)" "See config.log; if the compiler is the kernel's own, please report it."
}

# batch_split PLAN FUNCTION [MASKS] - ask each half of PLAN on its own. The way out
# whenever it can't be told which question an outcome belongs to.
batch_split() {
	_n=$(($(wc -l <"$1")))
	batch_units=$((batch_units + 2))
	_half1=$SCRATCH/group.$((batch_units - 1))
	_half2=$SCRATCH/group.$batch_units
	sed "$((_n / 2))q" "$1" >"$_half1"
	sed "1,$((_n / 2))d" "$1" >"$_half2"
	set -- "$2" "$_half1" "$_half2" "${3-}"
	"$1" "$2" "$4"
	"$1" "$3" "$4"
}

# batch_undecided PLAN FUNCTION [MASKS] - something in PLAN can't be attributed.
batch_undecided() {
	if [ "$(($(wc -l <"$1")))" -gt 1 ]; then
		batch_split "$1" "$2" "${3-}"
	else
		cat "$1" >>"$SCRATCH/alone"
	fi
}

# batch_group PLAN - the first run: parse all, take out what is refused.
batch_group() {
	if batch_compile "$1" "control_pass control_fail" parse; then
		batch_void "control_fail compiles"
	fi
	# A missing header hides everything behind it, controls too.
	if grep -q '^include' "$SCRATCH/errors"; then
		batch_controls "$(cut -f 3 "$1" | sed 1q)"
		awk -F '\t' -v OFS='\t' '{ print $1, "", "no" }' "$1" >>"$SCRATCH/references"
		return
	fi
	awk -F '\t' '$2 == "control_pass" { exit 1 }' "$SCRATCH/errors" || batch_void "control_pass does not compile"
	if grep -q '^lost' "$SCRATCH/errors"; then
		batch_undecided "$1" batch_group
		return
	fi
	awk -F '\t' '$2 == "control_fail" { found = 1 } END { exit !found }' "$SCRATCH/errors" ||
		batch_void "control_fail has no error"
	batch_judge "$1" parse
	batch_object "$1" "$B_UNDECLARED"
}

# batch_judge PLAN RUN [MASKS] - take the questions that have errors out of PLAN: into
# the answers as "no", or to those asked alone. In the second run an error is
# final only where it is the one that the masks were put in for. B_UNDECLARED:
# functions that nobody declares.
batch_judge() {
	: >"$1.undeclared"
	: >"$1.rest"
	B_RUN=$2 B_MASKS=${3-} awk -F '\t' -v OFS='\t' -v answers="$SCRATCH/references" -v alone="$SCRATCH/alone" \
		-v rest="$1.rest" -v undeclared="$1.undeclared" '
		BEGIN {
			for (i = split(ENVIRON["B_MASKS"], list, " "); i > 0; i--)
				masked[list[i]] = 1
		}
		FILENAME ~ /errors$/ {
			if ($1 == "fresh") {
				fresh[$2] = 1
				next
			}
			if ($1 == "fence")
				astray = 1
			bad[$2] = 1
			split($3, quoted, "\047")
			if ($3 ~ /^(implicit declaration of function|call to undeclared function) /)
				print quoted[2] > undeclared
			else if (ENVIRON["B_RUN"] == "object" && !($3 ~ /undeclared/ && (quoted[2] in masked)))
				doubt[$2] = 1
			else if ($3 ~ /conflicting|redefinition|redeclar|previous|follows/)
				doubt[$2] = 1
			next
		}
		{
			for (i = split($7, list, " "); i > 0; i--)
				if (list[i] ~ /^tag:/ || (list[i] in fresh)) {
					print >> alone
					next
				}
		}
		!($1 in bad) { print > rest; next }
		astray || ($1 in doubt) { print >> alone; next }
		{ print $1, "", "no" >> answers }
	' "$SCRATCH/errors" "$1" || batch_broken
	B_UNDECLARED=$(sort -u "$1.undeclared" | grep -v '^kshim_control_' | tr '\n' ' ') || :
	mv "$1.rest" "$1"
}

# batch_object PLAN MASKS - the second run, again without each question that turns
# out to be in the way, until an object file stands.
batch_object() {
	_masks=$2
	while [ -s "$1" ]; do
		_before=$(($(wc -l <"$1")))
		if batch_compile "$1" "control_pass control_reference" object "$_masks"; then
			batch_read
			if ! grep -q '^defines' "$SCRATCH/found" && ! grep -q '^orphan' "$SCRATCH/found"; then
				batch_keep "$1"
				return
			fi
			printf -- '-- run %s is void: nobody accounts for %s\n' "$batch_runs" \
				"$(sed -n 's/^\(orphan\|defines\)\t\t//p' "$SCRATCH/found" | tr '\n' ' ')" >>"$LOG"
			batch_definers "$1"
		else
			awk -F '\t' '$2 ~ /^control_/ { exit 1 }' "$SCRATCH/errors" ||
				batch_void "a control question fails in the second run"
			batch_judge "$1" object "$_masks"
			_masks="$_masks$B_UNDECLARED"
		fi
		if [ "$(($(wc -l <"$1")))" -eq "$_before" ]; then
			batch_undecided "$1" batch_object "$_masks"
			return
		fi
	done
}

# batch_definers PLAN - who defines a global symbol answers for the kernel in the
# whole unit and must be alone: the symbol's name is among what it declares.
batch_definers() {
	: >"$1.rest"
	awk -F '\t' -v alone="$SCRATCH/alone" -v rest="$1.rest" '
		FILENAME ~ /found$/ { if ($1 == "defines") defined[$3] = 1; next }
		{
			for (i = split($6, list, " "); i > 0; i--)
				if (list[i] in defined) {
					print >> alone
					next
				}
			print > rest
		}
	' "$SCRATCH/found" "$1" || batch_broken
	mv "$1.rest" "$1"
}

# batch_read - what does unit.o reference? Into found; the controls are checked.
batch_read() {
	"$KB_READELF" -SW -rW -sW "$SCRATCH/unit.o" 2>/dev/null |
		LC_ALL=C awk -f "$ENGINE/references.awk" >"$SCRATCH/found"
	if [ "${1-}" != alone ]; then
		[ "$(grep -c '^reference	control_reference	kshim_control_\(key\|function\)$' "$SCRATCH/found")" = 2 ] ||
			batch_void "the references of control_reference were not found"
		batch_baseline "$(cut -f 3 "$_plan" | sed 1q)"
		sed -n 's/^reference\tcontrol_pass\t//p' "$SCRATCH/found" >"$_baseline"
	fi
}

# batch_baseline FLAGS - set _baseline, the file with what an empty function
# references when it is compiled with FLAGS.
batch_baseline() {
	_baseline=$SCRATCH/baseline.$(printf '%s' "$1" | cksum | tr ' ' .)
}

# batch_keep PLAN [ALONE] - take the references of an object. Who needs code that
# isn't its own, or shares anything with others beyond the instrumentation that
# all have, is asked alone; who is alone owns everything in the object.
batch_keep() {
	B_ALONE=${2-} awk -F '\t' -v OFS='\t' -v answers="$SCRATCH/references" -v alone="$SCRATCH/alone" '
		function take(name, symbol) {
			if ((name, symbol) in taken)
				return
			taken[name, symbol] = 1
			count[name]++
			lines[name] = lines[name] name OFS symbol OFS \
				((symbol in baseline) ? "baseline" : "") ((symbol in weak) ? "weak" : "") "\n"
		}
		FILENAME ~ /baseline\.[0-9.]*$/ { baseline[$1] = 1; next }
		FILENAME ~ /found$/ && $1 == "question" { there[$2] = 1 }
		FILENAME ~ /found$/ && $1 == "weak" { weak[$3] = 1 }
		FILENAME ~ /found$/ && ($1 == "reference" || $1 == "orphan") { found[++n] = $0 }
		FILENAME ~ /found$/ && $1 == "shared" && !($3 in baseline) { foreign[$2] = 1 }
		FILENAME ~ /found$/ && $1 == "code" {
			sub(/^__(cfi|pfx)_/, "", $3)
			sub(/\..*/, "", $3)
			code[$2] = code[$2] " " $3
		}
		FILENAME ~ /found$/ { next }
		{
			if (first++ == 0)
				for (i = 1; i <= n; i++) {
					split(found[i], part, FS)
					take(ENVIRON["B_ALONE"] ? $1 : part[2], part[3])
				}
			own = " kshim_question_" $1 " " $6 " "
			for (i = split(code[$1], list, " "); i > 0; i--)
				if (!index(own, " " list[i] " "))
					foreign[$1] = 1
			if (!ENVIRON["B_ALONE"] && (!($1 in there) || ($1 in foreign)))
				print >> alone
			else if ($1 in there)
				printf "%s%s\t\t%d\n", lines[$1], $1, count[$1] >> answers
		}
	' "$_baseline" "$SCRATCH/found" "$1" || batch_broken
}

# batch_alone PLAN - one question in a unit of its own: it owns every error and
# every undefined symbol.
batch_alone() {
	_name=$(cut -f 1 "$1")
	batch_controls "$(cut -f 3 "$1")"
	if batch_compile "$1" "" object; then
		batch_read alone
		grep -q '^question' "$SCRATCH/found" ||
			die "The question $_name has no function named question in its object file." \
				"Nothing can be said about what it calls." "Don't make it static or inline, nor leave it out by #if."
		batch_keep "$1" alone
		return
	fi
	[ -s "$SCRATCH/errors" ] || batch_broken
	printf '%s\t\tno\n' "$_name" >>"$SCRATCH/references"
}

# batch_controls FLAGS - the control questions by themselves, where no group with
# FLAGS has brought them along. Sets _baseline.
batch_controls() {
	batch_baseline "$1"
	[ ! -e "$_baseline" ] || return 0
	printf '\t\t%s\n' "$1" >"$SCRATCH/nobody"
	batch_compile "$SCRATCH/nobody" "control_pass control_fail" parse &&
		batch_void "control_fail compiles${1:+ with the flags $1}"
	grep -q '^error	control_fail' "$SCRATCH/errors" ||
		batch_void "control_fail has no error${1:+ with the flags $1}"
	batch_compile "$SCRATCH/nobody" "control_pass control_reference" object ||
		batch_void "control_pass does not compile${1:+ with the flags $1}"
	batch_read
}
