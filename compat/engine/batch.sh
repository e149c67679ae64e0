# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# Answers any number of questions in few compiler runs. Needs messages.sh, compile.sh and what
# kbuild_ask found; ENGINE is this folder, PRELUDE the common headers, LOG the file that takes
# what compilers print, SCRATCH a folder for the work.
#
# The answer to a question is what it would be if nothing else was asked. There are three rounds:
#
#	together	Questions that share flags and headers make a unit (deal.awk). It is
#			parsed: who has an error of its own is answered "no". The rest is compiled,
#			and the object file tells what each references.
#	strangers	Of those who are left, some speak of a word that no header holds. They are
#			parsed together behind the headers of them all. Where the compiler does not
#			know that word, it will not behind fewer of them: "no".
#	alone		Whoever may owe an answer to its neighbours is asked again by itself, and
#			that is the last word.
#
# In doubt is a question
#
#	- with a file-scope name that a neighbour speaks of, if it can't be renamed; and a neighbour
#	  that speaks of one and is refused
#	- with an error about another declaration, about a function that nobody declares (compilers
#	  complain once), one that only compiling shows, or one of syntax
#	- with code that the compiler left out of line: whether it does so, and what it leaves in
#	  it, depends on who else calls it
#	- with a global definition that isn't marked as its own
#
# When an error, or a place in the object that names an undefined symbol, is nobody's, the unit
# is asked in halves. Control questions are part of every unit: control_pass must compile,
# control_fail must not, control_reference must be seen to reference a function and a static
# key. Else the run is void, and with it everything.
#
# Units are independent of each other, so they are worked on side by side. A unit is its plan,
# a file; what is made of it lies beside that: PLAN.answers, PLAN.doubts (lines of plans), PLAN.log.

# batch QUESTION... - ask them all. Out, in SCRATCH: references (see verdicts.awk), runs (how many
# times a compiler was started).
batch() {
	batch_flags
	batch_plan "$@"
	set -- "$SCRATCH"/unit.*
	[ -e "$1" ] || shift
	batch_precompile "$@" "$SCRATCH/alone"
	batch_each batch_together "$@"

	cat "$SCRATCH"/unit.*.doubts >>"$SCRATCH/alone" 2>/dev/null || :
	sort -n -u "$SCRATCH/alone" >"$SCRATCH/alone.sorted"
	batch_strangers
	printf -- "-- asked alone: %s\n" "$(awk -F '\t' '
		NR == FNR { name[$1] = $2; next }
		{ print name[$1] }' "$SCRATCH/plan" "$SCRATCH/alone.sorted" | tr "\n" " ")" >>"$LOG"
	batch_precompile "$SCRATCH/alone.sorted"
	cut -f 3 "$SCRATCH/alone.sorted" | sort -u >"$SCRATCH/sets"
	while read -r _flags; do
		[ -e "$SCRATCH/baseline.$_flags" ] || batch_controls "$_flags"
	done <"$SCRATCH/sets"
	awk -F '\t' -v folder="$SCRATCH" '{
		file = folder "/alone." $1
		print > file
		close(file)
	}' "$SCRATCH/alone.sorted" || batch_full
	set --
	while IFS='	' read -r _id _; do
		set -- "$@" "$SCRATCH/alone.$_id"
	done <"$SCRATCH/alone.sorted"
	batch_each batch_alone "$@"

	# From numbers to names.
	cat "$SCRATCH"/*.answers | awk -F '\t' -v OFS='\t' '
		NR == FNR {
			asked = $16 == "" ? $1 : $16
			names[asked] = names[asked] " " $2
			next
		}
		{
			for (i = split(names[$2], name, " "); i > 0; i--) {
				$2 = name[i]
				print
			}
		}' "$SCRATCH/plan" - >"$SCRATCH/references" || batch_full
	printf '%s\n' "$(cat "$SCRATCH"/*.runs | wc -l)" >"$SCRATCH/runs"
}

batch_full() {
	die "Nothing can be written in $SCRATCH." "" "Make room there, or set TMPDIR to another folder."
}

# batch_flags - set B_FLAGS, what is added to kbuild's own flags: a section for each function and
# variable, errors in one known form and all of them, and inlining that doesn't stop because a
# unit holds many questions.
batch_flags() {
	B_FLAGS="-ffunction-sections -fdata-sections -fdiagnostics-color=never -Wno-error"
	B_FLAGS="$B_FLAGS -Wno-missing-prototypes -Wno-missing-declarations"
	if kbuild_is_clang; then
		B_FLAGS="$B_FLAGS -fno-caret-diagnostics -fno-spell-checking -ferror-limit=0"
	else
		B_FLAGS="$B_FLAGS -fno-diagnostics-show-caret -ftrack-macro-expansion=0 -fno-ipa-icf"
		B_FLAGS="$B_FLAGS --param inline-unit-growth=100000 --param large-unit-insns=1000000"
	fi
}

# batch_plan QUESTION... - decide who is compiled with whom: unit.N, alone, flags.N. What kbuild
# includes by itself, and the prelude, become one header; a precompiled one has to come first.
# A kernel that has lost one of the common headers (linux/pagevec.h in 7.2) still has the others.
batch_plan() {
	export PRELUDE
	LC_ALL=C awk -f "$ENGINE/questions.awk" -- "$@" >"$SCRATCH/plan" 2>"$SCRATCH/plan_err" ||
		die "The questions can't be asked." "$(cat "$SCRATCH/plan_err")" "Mend or remove that question."
	{
		printf '%s\n' "$KB_COMPILE" | tr ' ' '\n' | awk -v at="${KB_DIRECTORY:-$SCRATCH}" '
			included { print "#include \"" ($0 ~ /^\// ? "" : at "/") $0 "\"" }
			{ included = $0 == "-include" }'
		awk '
			{ printf "#line %d \"%s\"\n", NR, ENVIRON["PRELUDE"] }
			match($0, /^#[ \t]*include[ \t]*[<"][^>"]*[>"]/) {
				name = $0
				gsub(/^#[ \t]*include[ \t]*/, "", name)
				printf "#if __has_include(%s)\n#line %d\n%s\n#endif\n", name, NR, $0
				next
			}
			{ print }' "$PRELUDE"
	} >"$SCRATCH/common.h" || batch_full
	KB_COMPILE=$(printf '%s\n' "$KB_COMPILE" | sed 's/ -include [^ ]*//g')
	: >"$SCRATCH/alone"
	awk -F '\t' '{ print $7 $8 }' "$SCRATCH/plan" | tr ' ' '\n' | sed 's/^tag://; s/^type://; /^$/d; /^question$/d' |
		sort -u >"$SCRATCH/wanted"
	# Where nobody stands beside, nothing need be renamed.
	if [ $# -gt 1 ] && [ -s "$SCRATCH/wanted" ]; then
		batch_known "$SCRATCH/wanted" "$SCRATCH/known"
	else
		cp "$SCRATCH/wanted" "$SCRATCH/known" || batch_full
	fi
	batch_unopened
	KNOWN=$SCRATCH/known FOLDER=$SCRATCH LC_ALL=C awk -f "$ENGINE/deal.awk" "$SCRATCH/plan" || batch_full
	: >"$SCRATCH/heads" || batch_full
	for _file in "$SCRATCH"/flags.*; do
		batch_head "${_file##*.}" ""
	done
}

# batch_unopened - a header that the first one of a question has included already is not even opened again:
# without it the question is the same, and stands in a unit with those that have the first one alone. Where
# many questions begin with the same header, the compiler is asked which of the others those are: one that
# it passes over behind that header, and behind all others that it passes over there.
batch_unopened() {
	awk -F '\t' -v OFS='\t' '
		$15 != "" && $5 != $15 && !seen[$4, $5]++ { lists[$4 OFS $15]++ }
		END {
			for (key in lists)
				if (lists[key] > 5)
					print key
		}' "$SCRATCH/plan" >"$SCRATCH/leading"
	: >"$SCRATCH/unopened"
	while IFS= read -r _line; do
		printf '%s\n' "${_line%	*}" >"$SCRATCH/behind.flags"
		LINE=$_line awk -F '\t' -v OFS='\t' '
			$4 OFS $15 == ENVIRON["LINE"] {
				for (i = split($5, list, " "); i > 1; i--)
					if (!seen[list[i]]++)
						print list[i]
			}' "$SCRATCH/plan" >"$SCRATCH/behind.headers"
		# One that is opened may bring others along, which are not opened any more: until none is.
		while [ -s "$SCRATCH/behind.headers" ]; do
			_count=$(($(wc -l <"$SCRATCH/behind.headers")))
			_whole=0
			batch_behind "${_line##*	}" || _whole=1
			if [ "$(($(wc -l <"$SCRATCH/behind.headers")))" -eq "$_count" ]; then
				[ "$_whole" -eq 0 ] || : >"$SCRATCH/behind.headers"
				break
			fi
		done
		LINE=$_line awk -v OFS='\t' '{ print ENVIRON["LINE"], $0 }' "$SCRATCH/behind.headers" >>"$SCRATCH/unopened"
	done <"$SCRATCH/leading"
	[ -s "$SCRATCH/unopened" ] || return 0
	awk -F '\t' -v OFS='\t' '
		NR == FNR { unopened[$1, $2, $3]; next }
		$15 != "" {
			n = split($5, list, " ")
			$5 = list[1]
			for (i = 2; i <= n && (($4, list[1], list[i]) in unopened); i++)
				;
			for (; i <= n; i++)
				$5 = $5 " " list[i]
		}
		{ print }' "$SCRATCH/unopened" "$SCRATCH/plan" >"$SCRATCH/plan.new" && mv "$SCRATCH/plan.new" "$SCRATCH/plan" || batch_full
}

# batch_behind LEADING - of the headers that behind.headers lists, leave those that LEADING includes by the look
# of their names, and that the compiler does not open behind it and each other. Fails when one has an error.
batch_behind() {
	{
		printf '#include %s\n' "$1"
		awk '{ printf "kshim_behind %d\n#if __has_include(%s)\n#include %s\n#else\n# 1 \"none\" 1\n#endif\n", NR, $0, $0 }' \
			"$SCRATCH/behind.headers"
	} >"$SCRATCH/behind.c" || batch_full
	_outcome=0
	batch_run "$SCRATCH/behind" -include "$SCRATCH/common.h" "@$SCRATCH/behind.flags" -E "$SCRATCH/behind.c" || _outcome=1
	awk '
		NR == FNR { header[NR] = $0; next }
		$1 == "kshim_behind" { seen = $2; next }
		/^# [0-9]+ ".*" 1/ {
			opened[seen]
			# All the ends that its path has.
			for (path = seen ? "" : $3; match(path, /\/[^"]/); path = "\"" substr(path, RSTART + 1))
				leading[substr(path, RSTART + 1, length(path) - RSTART - 1)]
		}
		END {
			for (i = 1; i <= seen; i++)
				if (!(i in opened) && (substr(header[i], 2, length(header[i]) - 2) in leading))
					print header[i]
		}' "$SCRATCH/behind.headers" "$SCRATCH/behind.err" >"$SCRATCH/behind.new" &&
		mv "$SCRATCH/behind.new" "$SCRATCH/behind.headers" || batch_full
	return "$_outcome"
}

# batch_head SET LEADING - the common headers, and behind them LEADING, as one, for the flags of SET: what
# is precompiled goes with the flags. SCRATCH/heads lists them: FILE SET LEADING, TAB between the columns. It stands
# under a line marker, as in a unit: behind one gcc no longer looks at indentation, which it takes for misleading
# where a macro holds an "if" and expansions are not tracked, and with -Werror that is the end of linux/module.h.
batch_head() {
	_head=head.$1.$(($(wc -l <"$SCRATCH/heads"))).h
	{
		cat "$SCRATCH/common.h"
		[ -z "$2" ] || printf '#line 1 "kshim-include:"\n#include %s\n' "$2"
	} >"$SCRATCH/$_head" && printf '%s\t%s\t%s\n' "$_head" "$1" "$2" >>"$SCRATCH/heads" || batch_full
}

# batch_headed PLAN - which of them does PLAN stand behind? Sets B_SET, B_HEAD and B_LEADING.
batch_headed() {
	IFS= read -r _line <"$1"
	B_LEADING=${_line##*	}
	IFS='	' read -r _ _ B_SET _ <"$1"
	_common=
	while IFS= read -r _line; do
		case ${_line#*	} in
		"$B_SET	$B_LEADING")
			B_HEAD=$SCRATCH/${_line%%	*}
			return
			;;
		"$B_SET	") _common=${_line%%	*} ;;
		esac
	done <"$SCRATCH/heads"
	B_HEAD=$SCRATCH/$_common B_LEADING=
}

# batch_known WANTED KNOWN - which of the words in the file WANTED does any header hold, be it in a comment? They
# are written to KNOWN. One that isn't there might be written anywhere, so the compiler itself lists the files,
# and its own macros and the options count as well.
batch_known() {
	[ -e "$SCRATCH/headers.list" ] || batch_listed
	{
		cut -f 4 "$SCRATCH/plan"
		printf '%s\n' "$KB_COMPILE"
		cat "$SCRATCH/predefined" "$PRELUDE"
		cd "${KB_DIRECTORY:-$SCRATCH}"
		# A header that is missing has no words.
		tr '\n' '\0' <"$SCRATCH/headers.list" | xargs -0 cat 2>/dev/null || :
	} | LC_ALL=C tr -cs 'A-Za-z0-9_' '\n' | LC_ALL=C awk '
		NR == FNR { wanted[$1]; next }
		$1 in wanted && !seen[$1]++' "$1" - >"$2" || batch_full
}

# batch_listed - headers.list, all headers that the questions bring along, and predefined, the compiler's own macros.
batch_listed() {
	cut -f 5 "$SCRATCH/plan" | tr ' ' '\n' | sed '/^$/d' | sort -u | sed 's/^/#include /' >"$SCRATCH/headers.c"
	# Some of them can't be included together; those that come are listed all the same.
	batch_run "$SCRATCH/headers" -include "$SCRATCH/common.h" -M -MG -MF "$SCRATCH/headers.d" "$SCRATCH/headers.c" || :
	: >"$SCRATCH/none.c"
	batch_run "$SCRATCH/none" -E -dM -o "$SCRATCH/predefined" "$SCRATCH/none.c" || :
	awk '
		{
			sub(/^[^ ]*: /, "")
			sub(/ *\\$/, "")
			# A blank, a dollar and a hash in a name are written as make wants them.
			gsub(/\\ /, "\001")
			gsub(/\$\$/, "$")
			gsub(/\\#/, "#")
			for (i = split($0, file, " "); i > 0; i--) {
				gsub(/\001/, " ", file[i])
				print file[i]
			}
		}' "$SCRATCH/headers.d" >"$SCRATCH/headers.list"
}

# batch_precompile PLAN... - the common headers, for each set of flags with which many runs are
# to be expected for these plans; and where many of them include the same first, that, too. Reading them
# takes most of a run's time; precompiled they cost as much as three runs, and then next to nothing. It is an
# advantage, no need: gcc passes over what it can't use.
batch_precompile() {
	! kbuild_is_clang || return 0
	awk -F '\t' -v OFS='\t' '
		FILENAME ~ /heads$/ {
			if ($3 != "")
				there[$2, $3]
			next
		}
		FILENAME ~ /\/alone[^\/]*$/ || FNR == 1 { runs[$3, $12] += FILENAME ~ /\/alone[^\/]*$/ ? 1 : 2 }
		# Who stands behind such a one does not count for the common ones.
		END {
			for (key in runs) {
				split(key, part, SUBSEP)
				if (part[2] == "" || !(key in there) && runs[key] <= 5)
					common[part[1]] += runs[key]
				else if (!(key in there))
					print part[1], part[2]
			}
			for (set in common)
				if (common[set] > 5)
					print set, ""
		}' "$SCRATCH/heads" "$@" >"$SCRATCH/sets"
	while IFS= read -r _line; do
		_set=${_line%%	*} _leading=${_line#*	}
		if [ -n "$_leading" ]; then
			batch_head "$_set" "$_leading"
		else
			_head=$(awk -F '\t' -v set="$_set" '$2 == set && $3 == "" { print $1 }' "$SCRATCH/heads")
		fi
		[ ! -e "$SCRATCH/$_head.gch" ] || continue
		(batch_run "$SCRATCH/common" "@$SCRATCH/flags.$_set" -x c-header -o "$SCRATCH/precompiled" \
			"$SCRATCH/$_head") >/dev/null 2>&1 || : >"$SCRATCH/precompiled"
		# Not at the price of the room that the work needs.
		if [ -s "$SCRATCH/precompiled" ] && dd if=/dev/zero of="$SCRATCH/room" bs=1024 count=2048 2>/dev/null; then
			mv "$SCRATCH/precompiled" "$SCRATCH/$_head.gch"
		elif [ -n "$_leading" ]; then
			# What is wrong with it is told where it stands in a question.
			sed '$d' "$SCRATCH/heads" >"$SCRATCH/heads.new" && mv "$SCRATCH/heads.new" "$SCRATCH/heads" || batch_full
		fi
		rm -f "$SCRATCH/room" "$SCRATCH/precompiled"
	done <"$SCRATCH/sets"
}

# batch_run NAME ARGUMENT... - run the compiler; NAME.err takes what it says, NAME.runs counts.
batch_run() {
	_name=$1
	shift
	echo run >>"$_name.runs"
	# shellcheck disable=SC2086 # words
	compile "$_name.err" $B_FLAGS -iquote "${PRELUDE%/*}" "$@"
}

# batch_each FUNCTION PLAN... - call FUNCTION for each plan, on all processors. Where one ends the
# program, its message is passed on.
batch_each() {
	[ $# -gt 1 ] || return 0
	_call=$1
	shift
	_workers=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || _workers=1
	[ "$_workers" -le $# ] || _workers=$#
	_worker=0
	batch_workers=
	while [ "$_worker" -lt "$_workers" ]; do
		(
			# A compiler that runs ends first.
			trap 'exit 143' TERM
			_turn=0
			for _item; do
				[ $((_turn % _workers)) -ne "$_worker" ] || "$_call" "$_item"
				_turn=$((_turn + 1))
			done
		) 2>"$SCRATCH/said.$_worker" &
		batch_workers="$batch_workers $!"
		_worker=$((_worker + 1))
	done
	_worker=0
	_failed=
	for _pid in $batch_workers; do
		wait "$_pid" || _failed=${_failed:-$_worker}
		_worker=$((_worker + 1))
	done
	batch_workers=
	[ "$LOG" = /dev/null ] || for _item; do
		cat "$_item.log" "$_item".[12]*.log 2>/dev/null >>"$LOG" || :
	done
	[ -n "$_failed" ] || return 0
	cat "$SCRATCH/said.$_failed" >&2
	# shellcheck disable=SC2034 # for traps
	! grep -q "\*\*\*" "$SCRATCH/said.$_failed" || SAID=1
	exit 1
}

# batch_stop - end what batch_each started, for a trap: nobody may write in SCRATCH any more.
batch_stop() {
	for _pid in ${batch_workers-}; do
		kill "$_pid" 2>/dev/null || :
		wait "$_pid" 2>/dev/null || :
	done
	batch_workers=
}

# batch_compile PLAN RUN [CONTROL...] - write the unit of PLAN and compile it: PLAN.o or
# PLAN.errors (see errors.awk) is the outcome, and the exit status. RUN: see unit.awk. All lines
# of PLAN have the same flags.
batch_compile() {
	_plan=$1
	_run=$2
	shift 2
	_controls=
	for _control; do
		_controls="$_controls${_controls:+
}$_control=$ENGINE/control/control_$_control.c"
	done
	batch_headed "$_plan"
	LEADING=$B_LEADING RUN=$_run CONTROLS=$_controls LC_ALL=C awk -f "$ENGINE/unit.awk" "$_plan" >"$_plan.c" || batch_full
	[ ! -e "$_plan.o" ] || rm -f "$_plan.o"
	_only=
	case $_run in
	parse | words | strangers) _only=-fsyntax-only ;;
	esac
	_outcome=0
	batch_run "$_plan" -include "$B_HEAD" "@$SCRATCH/flags.$B_SET" ${_only:+"$_only"} \
		-c -o "$_plan.o" "$_plan.c" || _outcome=1
	if [ "$LOG" != /dev/null ]; then
		printf -- '-- compiler run: %s of %s questions, status %s\n' "$_run" "$(grep -c -v '^-	' "$_plan")" "$_outcome"
		grep -v ': warning: \|: note: ' "$_plan.err" || :
	fi >>"$_plan.log"
	# Who was content has no error.
	: >"$_plan.errors" || batch_full
	[ "$_outcome" -ne 0 ] || return 0
	LC_ALL=C awk -f "$ENGINE/errors.awk" "$_plan.err" >"$_plan.errors" || batch_full
	return 1
}

batch_void() {
	die "The probe run is void: $1." \
		"The answers of a run whose control questions come out wrong mean nothing.
$(excerpt "$2.err" 8)" "See config.log; if the compiler is the kernel's own, please report it."
}

# batch_together PLAN - a unit of several questions.
batch_together() {
	! batch_compile "$1" parse pass fail || batch_void "control_fail compiles$(batch_with "$1")" "$1"
	if grep -q '^headers' "$1.errors"; then
		_reason=$(sed -n 's/^headers	-	//p' "$1.errors" | sed 1q)
		batch_no "$1" "$_reason"
		return
	fi
	if grep -q '^lost' "$1.errors"; then
		batch_lost "$1"
		return
	fi
	! grep -q '^[a-z]*	pass	' "$1.errors" || batch_void "control_pass does not compile$(batch_with "$1")" "$1"
	grep -q '^error	fail	' "$1.errors" || batch_void "control_fail has no error$(batch_with "$1")" "$1"
	batch_judge "$1" || batch_full
	while [ -s "$1" ]; do
		_before=$(($(wc -l <"$1")))
		if batch_compile "$1" object pass reference; then
			batch_read "$1"
			batch_baseline "$1"
			if ! grep -q '^\(defines\|orphan\|import\)' "$1.found"; then
				batch_keep "$1"
				return
			fi
			printf -- '-- nobody accounts for %s\n' \
				"$(sed -n 's/^\(orphan\|defines\|import\)	[^	]*	//p' "$1.found" | tr '\n' ' ')" >>"$1.log"
			awk -F '\t' -v OFS='\t' '$1 == "defines" { print "error", $3 }' "$1.found" >"$1.errors"
			batch_doubt "$1" 8
		else
			! grep -q '^[a-z]*	\(pass\|reference\)	' "$1.errors" ||
				batch_void "a control question fails when it is compiled$(batch_with "$1")" "$1"
			batch_doubt "$1" 1
		fi
		if [ "$(($(wc -l <"$1")))" -eq "$_before" ]; then
			batch_split "$1"
			return
		fi
	done
}

# batch_with PLAN - " with the flags F", for a message.
batch_with() {
	IFS='	' read -r _ _ _set _ <"$1"
	sed -n 's/^./ with the flags &/p' "$SCRATCH/flags.$_set"
}

# batch_no PLAN REASON - all of PLAN are absent.
batch_no() {
	REASON=$2 awk -F '\t' -v OFS='\t' '$1 != "-" { print "is", $1, "no", ENVIRON["REASON"] }' "$1" >"$1.answers" ||
		batch_full
}

# batch_lost PLAN - an error of the parse is nobody's. Is it the headers'? They are tried by
# themselves.
batch_lost() {
	IFS='	' read -r _ _ _set _ <"$1"
	printf -- '-\t-\t%s\t%s\t\t\t\t\t\t\t\t\n' "$_set" "$(cut -f 4 "$1" | sed 1q)" >"$1.headers"
	batch_compile "$1.headers" parse pass fail || :
	cat "$1.headers.log" >>"$1.log"
	_reason=$(awk -F '\t' '$2 != "fail" { print $3; exit }' "$1.headers.errors")
	if [ -z "$_reason" ]; then
		batch_split "$1"
	elif [ -z "$(cut -f 4 "$1" | sed 1q)" ]; then
		batch_void "the common headers do not compile$(batch_with "$1")" "$1"
	else
		batch_no "$1" "$_reason"
	fi
}

# batch_split PLAN - ask each half of PLAN on its own. The way out whenever it can't be told which
# question an outcome belongs to.
batch_split() {
	_size=$(($(wc -l <"$1")))
	if [ "$_size" -lt 3 ]; then
		cat "$1" >>"$1.doubts"
		return
	fi
	sed "$((_size / 2))q" "$1" >"$1.1"
	sed "1,$((_size / 2))d" "$1" >"$1.2"
	batch_together "$1.1"
	batch_together "$1.2"
}

# batch_judge PLAN - after the parse, take out of PLAN who is answered, "no", or in doubt.
batch_judge() {
	awk -F '\t' -v OFS='\t' -v answers="$1.answers" -v doubts="$1.doubts" -v rest="$1.rest" '
		FILENAME ~ /errors$/ && $1 == "fresh" { fresh[$2]; next }
		FILENAME ~ /errors$/ {
			if ($1 == "astray")
				astray = 1
			if (!($2 in reason))
				reason[$2] = $3
			if ($4 != "sure")
				doubt[$2]
			if (match($3, /(implicit declaration of function|call to undeclared function) \047[^\047]*/)) {
				name = substr($3, RSTART, RLENGTH)
				sub(/.*\047/, "", name)
				undeclared[name]
				says[$2, name]
			}
			next
		}
		# First, which names may come from a neighbour?
		FNR == 1 { pass++ }
		pass == 1 {
			for (i = split($9, list, " "); i > 0; i--)
				if (sub(/^tag:/, "", list[i]) || sub(/^type:/, "", list[i]) && (list[i] in fresh))
					leaks[list[i]]
			next
		}
		{
			unsure = ($1 in reason) && (astray || ($1 in doubt))
			for (i = split($9, list, " "); i > 0; i--)
				if (list[i] ~ /:/) {
					sub(/^[a-z]*:/, "", list[i])
					unsure = unsure || (list[i] in leaks)
				} else {
					unsure = unsure || !(list[i] in fresh) ||
						($1 in reason) && index(reason[$1], "\047" list[i] "\047")
				}
			for (i = split($10, list, " "); i > 0; i--)
				unsure = unsure || (list[i] in undeclared) && !(($1, list[i]) in says) ||
					(list[i] in leaks) && ($1 in reason)
			if (unsure)
				print > doubts
			else if ($1 in reason)
				print "is", $1, "no", reason[$1] > answers
			else if ($1 != "-")
				print > rest
		}' "$1.errors" "$1" "$1" && { [ -e "$1.rest" ] || : >"$1.rest"; } && mv "$1.rest" "$1"
}

# batch_doubt PLAN COLUMN - PLAN.errors names who is in doubt, or the names in COLUMN of PLAN by
# which they are found.
batch_doubt() {
	awk -F '\t' -v column="$2" -v doubts="$1.doubts" '
		FILENAME ~ /errors$/ { named[$2]; next }
		{
			for (i = split($column, list, " "); i > 0; i--)
				if (list[i] in named) {
					print >> doubts
					next
				}
			print
		}' "$1.errors" "$1" >"$1.rest" || batch_full
	mv "$1.rest" "$1"
}

# batch_read PLAN - what does its object reference? Into PLAN.found.
batch_read() {
	kbuild_env "$KB_READELF" -SW -rW -sW -p .modinfo "$1.o" 2>/dev/null |
		LC_ALL=C awk -f "$ENGINE/references.awk" >"$1.found"
}

# batch_baseline PLAN - the object was read that holds the controls, too: were their references
# found? Keep what an empty function references when it is compiled with these flags.
batch_baseline() {
	[ "$(grep -c '^reference	reference	kshim_control_\(key\|keyless\|function\)$' "$1.found")" = 2 ] ||
		batch_void "the references of control_reference were not found" "$1"
	IFS='	' read -r _ _ _set _ <"$1"
	sed -n 's/^reference	pass	//p' "$1.found" >"$1.baseline" && mv "$1.baseline" "$SCRATCH/baseline.$_set"
}

# batch_controls SET - the control questions by themselves, where no unit with these flags has
# brought them along.
batch_controls() {
	_file=$SCRATCH/controls.$1
	printf -- '-\t-\t%s\t\n' "$1" >"$_file"
	batch_together "$_file"
	printf -- '-\t-\t%s\t\n' "$1" >"$_file"
	batch_compile "$_file" object pass reference || batch_void "control_pass does not compile$(batch_with "$_file")" "$_file"
	batch_read "$_file"
	batch_baseline "$_file"
	cat "$_file.log" >>"$LOG"
}

# batch_keep PLAN [ALONE] - take the references of an object into the answers. Who needs code
# that isn't its own, or shares anything with others beyond the instrumentation that all have, is
# in doubt; who is alone owns everything in the object.
batch_keep() {
	IFS='	' read -r _ _ _set _ <"$1"
	ALONE=${2-} awk -F '\t' -v OFS='\t' -v answers="$1.answers" -v doubts="$1.doubts" '
		function take(id, symbol) {
			if ((id, symbol) in taken)
				return
			taken[id, symbol]
			count[id]++
			lines[id] = lines[id] "needs" OFS id OFS symbol OFS \
				((symbol in baseline) ? "baseline" : "") ((symbol in weak) ? "weak" : "") "\n"
		}
		FILENAME ~ /baseline\.[0-9]+$/ { baseline[$1]; next }
		FILENAME ~ /found$/ {
			if ($1 == "question")
				there[$2]
			else if ($1 == "weak")
				weak[$3]
			else if ($1 == "shared" && !($3 in baseline))
				foreign[$2]
			else if ($1 == "code") {
				sub(/\..*/, "", $3)
				code[$2] = code[$2] " " $3
			} else if ($1 != "defines")
				found[++n] = $0
			next
		}
		{
			if (first++ == 0)
				for (i = 1; i <= n; i++) {
					split(found[i], part, FS)
					id = ENVIRON["ALONE"] ? $1 : part[2]
					if (part[1] != "import")
						take(id, part[3])
					else
						lines[id] = lines[id] "imports" OFS id OFS part[3] "\n"
				}
			own = " " $8 " "
			gsub(/ [a-z]*:/, " ", own)
			for (i = split(code[$1], list, " "); i > 0; i--)
				if (!index(own, " " list[i] " "))
					foreign[$1]
			if (!ENVIRON["ALONE"] && (!($1 in there) || ($1 in foreign)))
				print >> doubts
			else if ($1 in there)
				printf "%sis%s%s%s%d\n", lines[$1], OFS, $1, OFS, count[$1] >> answers
		}' "$SCRATCH/baseline.$_set" "$1.found" "$1" || batch_full
}

# batch_strangers - the round of that name: alone.sorted has fewer lines behind it. One run takes as long as
# several, so few are left alone.
batch_strangers() {
	batch_many "$SCRATCH/alone.sorted" | cut -f 10 | tr ' ' '\n' | sed '/^$/d' | sort -u >"$SCRATCH/words"
	[ -s "$SCRATCH/words" ] || return 0
	batch_known "$SCRATCH/words" "$SCRATCH/known.words"
	awk -F '\t' -v OFS='\t' '
		FILENAME ~ /known\.words$/ { known[$1]; next }
		{
			found = ""
			for (i = split($2, list, " "); i > 0; i--)
				if (!(list[i] in known))
					found = found " " list[i]
			if (found != "")
				print $1, found
		}' "$SCRATCH/known.words" "$SCRATCH/strangers" >"$SCRATCH/strangers.new" &&
		mv "$SCRATCH/strangers.new" "$SCRATCH/strangers" || batch_full
	batch_many "$SCRATCH/alone.sorted" | awk -F '\t' -v OFS='\t' -v folder="$SCRATCH" '
		{
			leading[$3] = (++count[$3] == 1 || leading[$3] == $12) ? $12 : ""
			for (i = 1; i <= split($4, list, " "); i++)
				if (!(($3, list[i]) in included)) {
					included[$3, list[i]]
					includes[$3] = includes[$3] list[i] " "
				}
			lines[$3, count[$3]] = $0
		}
		END {
			for (set in count)
				for (i = 1; i <= count[set]; i++) {
					$0 = lines[set, i]
					$4 = includes[set]
					$12 = leading[set]
					print > (folder "/strange." set)
				}
		}' || batch_full
	set -- "$SCRATCH"/strange.*
	[ -e "$1" ] || return 0
	batch_each batch_strange "$@"
	cat "$SCRATCH"/strange.*.answers >"$SCRATCH/answered" 2>/dev/null || :
	awk -F '\t' '
		FILENAME ~ /answered$/ { answered[$2]; next }
		!($1 in answered)' "$SCRATCH/answered" "$SCRATCH/alone.sorted" >"$SCRATCH/alone.new" &&
		mv "$SCRATCH/alone.new" "$SCRATCH/alone.sorted" || batch_full
}

# batch_many PLAN - print those lines of PLAN that the file strangers has, too, as far as more than five share
# their flags.
batch_many() {
	[ -s "$SCRATCH/strangers" ] || return 0
	awk -F '\t' '
		FILENAME ~ /strangers$/ { speaks[$1]; next }
		$1 in speaks { lines[$3, ++count[$3]] = $0 }
		END {
			for (set in count)
				for (i = 1; count[set] > 5 && i <= count[set]; i++)
					print lines[set, i]
		}' "$SCRATCH/strangers" "$1" || batch_full
}

# batch_strange PLAN - strangers with the same flags. Headers that don't go together may say anything: then
# nothing is decided here.
batch_strange() {
	! batch_compile "$1" strangers pass fail || return 0
	! grep -q '^\(lost\|headers\|astray\)	\|^[a-z]*	pass	' "$1.errors" && grep -q '^error	fail	' "$1.errors" || return 0
	_form='%s: No such file or directory'
	! kbuild_is_clang || _form="'%s' file not found"
	awk -F '\t' -v OFS='\t' -v form="$_form" '
		function not_there(header) {
			return sprintf(form, substr(header, 2, length(header) - 2))
		}
		# What the compiler does not know, by the message: a function, variable, type, member or tag.
		function unknown(message) {
			if (!match(message, "(implicit declaration of|call to undeclared) function \047[^\047]*\047|" \
				"(unknown type name|use of undeclared identifier|no member named) \047[^\047]*\047|\047[^\047]*\047 undeclared|" \
				"\047(struct|union|enum) [^\047]*\047 declared inside parameter list|" \
				"declaration of \047(struct|union|enum) [^\047]*\047 will not be visible"))
				return ""
			message = substr(message, RSTART, RLENGTH)
			gsub(/^[^\047]*\047|\047[^\047]*$/, "", message)
			sub(/^(struct|union|enum) /, "", message)
			return message
		}
		FILENAME ~ /strangers$/ { strange[$1] = $2 " "; next }
		FILENAME ~ /errors$/ && $1 == "missing" { missing[$2]; next }
		FILENAME ~ /errors$/ {
			if ($1 != "error" || $4 != "sure")
				next
			if (!($2 in first))
				first[$2] = $3
			word = unknown($3)
			if (word != "" && index(strange[$2], " " word " "))
				reason[$2] = first[$2]
			next
		}
		FILENAME ~ /strange\.[0-9]+$/ {
			n = split($4, header, " ")
			next
		}
		# Whose header is not there is refused for that, before anything else.
		$1 in reason {
			for (i = n; i > 0; i--)
				if ((i in missing) && index(" " $4 " ", " " header[i] " "))
					reason[$1] = not_there(header[i])
			print "is", $1, "no", reason[$1]
		}' "$SCRATCH/strangers" "$1.errors" "$1" "$SCRATCH/alone.sorted" >"$1.answers" || batch_full
}

# batch_alone PLAN - one question in a unit of its own: it owns every error and every undefined
# symbol.
batch_alone() {
	if batch_compile "$1" alone; then
		batch_read "$1"
		batch_keep "$1" alone
		[ -s "$1.answers" ] ||
			die "The question $(batch_name "$1") has no function named question in its object file." \
				"Nothing can be said about what it calls." "Don't make it static or inline, nor leave it out by #if."
		return
	fi
	IFS='	' read -r _ _ _reason _how <"$1.errors"
	[ "$_how" != syntax ] || batch_is_c "$1" "$_reason"
	batch_no "$1" "$_reason"
}

# batch_is_c PLAN REASON - PLAN's question has an error of syntax. A name that this kernel has not
# may cause it, or a macro that it has; where there is neither, the text is C on no kernel. Nor
# is it when its conditionals don't close, whatever they ask.
batch_is_c() {
	case $2 in
	*": #"[a-z]*" without #"* | *": unterminated #"*)
		batch_no_c "$1" "$2"
		;;
	esac
	cp "$1" "$1.words"
	! batch_compile "$1.words" words || : >"$1.words.errors"
	cat "$1.words.log" >>"$1.log"
	[ -z "$(cut -f 1 "$1.words.errors" | sed '/^fresh$/d')" ] || return 0
	awk -F '\t' '
		NR == FNR { fresh[$2]; next }
		{
			for (i = split($11 $8, list, " "); i > 0; i--) {
				sub(/^\./, "", list[i])
				delete fresh[list[i]]
			}
			for (name in fresh)
				unknown = 1
			exit unknown
		}' "$1.words.errors" "$1" || return 0
	batch_no_c "$1" "$2"
}

batch_no_c() {
	die "The question $(batch_name "$1") is not C on any kernel." "$2" "Mend the question."
}

# batch_name PLAN - the name of its only question.
batch_name() {
	IFS='	' read -r _ _file _ <"$1"
	_file=${_file##*/}
	printf '%s\n' "${_file%.c}"
}
