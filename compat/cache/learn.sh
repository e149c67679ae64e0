# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# What a configure asked the kernel, as its run's folder keeps it, becomes questions: a probe, the cache variable
# that holds its answer, and its source as kshim-probe takes it. What the engine does not answer as
# configure did is not learnt. Needs cache.sh, kbuild.sh and the target's K_...; works in $SCRATCH.

# learn_nothing WHY... - configure goes on by itself, at the next kernel, too.
learn_nothing() {
	warn "nothing is learnt of what configure asked $K_RELEASE" "$(printf '%s\n' "$@")"
}

# learn_base RUN - $SCRATCH/base: how kbuild compiles a module's file, left to choose its own compiler, as configure leaves
# it. The reason why it fails is in $SCRATCH/said.
learn_base() {
	[ -s "$1/kernel" ] || cache_probe "$1" >/dev/null || return
	(
		# shellcheck disable=SC1091 # the run's own
		. "$1/kernel"
		# kshim-probe has chosen one by itself.
		if [ -n "$KB_ARGS" ]; then
			KB_ARGS=
			mkdir "$SCRATCH/base.d"
			kbuild_ask "$SCRATCH/base.d"
		fi
		printf '%s\n' "$KB_COMMAND"
	) >"$SCRATCH/base" 2>"$SCRATCH/said"
}

# learn_flags RUN - $SCRATCH/flags: lines "CALL PATH FLAGS", what each object's command has beyond kbuild's own.
learn_flags() {
	: >"$SCRATCH/flags"
	for _call in "$1"/calls/*; do
		[ ! -s "$_call/said" ] || awk -v fewer=1 -f "$HERE/flags.awk" "$SCRATCH/base" "$_call/said" | sed "s/^/${_call##*/}	/" >>"$SCRATCH/flags"
	done
}

# learn_setting CALL SOURCE - how a source is compiled, as far as its Makefile tells.
learn_setting() {
	_folder=${2%/*} _stem=${2##*/}
	_stem=${_stem%.c}
	for _file in "$1/src$_folder/Makefile" "$1/src$_folder/Kbuild"; do
		[ ! -f "$_file" ] || sed -e '/^#/d' -e "s/$_stem/@/g" "$_file"
	done | cksum | tr -s ' \t' '__'
}

# learn_probes RUN - $SCRATCH/probes: all that were asked, see probes.awk.
learn_probes() {
	_count=0
	while [ -f "$1/calls/$_count/outcome" ]; do
		printf '%s\n' "$1/calls/$_count/outcome"
		_count=$((_count + 1))
	done | xargs awk -f "$HERE/probes.awk" >"$SCRATCH/probes"
}

# learn_named RUN - $SCRATCH/named: the probes whose variable is known, see variables.awk; $SCRATCH/macros: the macros
# that configure may define, with theirs; KEY, KEY_VALUE: the consumer's own key, as it is in their names.
learn_named() {
	awk -f "$HERE/blocks.awk" "$(cat "$1/script")" >"$SCRATCH/text"
	while IFS='	' read -r _first _ _source _; do
		printf '%s\t%s\n' "$(cat "$1/calls/$_first/line")" "$(learn_setting "$1/calls/$_first" "$_source")"
	done <"$SCRATCH/probes" >"$SCRATCH/places"
	paste "$SCRATCH/probes" "$SCRATCH/places" >"$SCRATCH/placed"
	awk -F '\t' -v OFS='\t' -f "$HERE/variables.awk" "$SCRATCH/text" "$SCRATCH/found" "$SCRATCH/flags" "$SCRATCH/placed" >"$SCRATCH/named"
	# Of some only a header's template tells.
	{
		awk -F '\t' '$1 == "macro" { print $2 "\t" $3 }' "$SCRATCH/text"
		find "$(dirname "$(cat "$1/script")")" -name '*.h.in' -exec sed -n 's/^#undef \([A-Za-z_][A-Za-z0-9_]*\)$/\1	-/p' {} +
	} >"$SCRATCH/macros"
	_key=$(sed -n 's/^key	\([^	]*\)	\(.*\)$/\1 \2/p' "$SCRATCH/named" | sort -u)
	KEY='' KEY_VALUE=
	if [ -n "$_key" ] && [ "$(printf '%s\n' "$_key" | wc -l)" -eq 1 ]; then
		eval "set -- $(cat "$1/args")"
		[ "$("$HERE/key" "${_key% *}" "$@")" != "${_key#* }" ] || KEY=${_key% *} KEY_VALUE=${_key#* }
	fi
}

# learn_source FLAGS NAME FILE - print a probe's source as the question NAME of any kernel, see question.awk.
learn_source() {
	FLAGS=$1 NAME=$2 awk -f "$HERE/question.awk" "$3" | cache_general
}

# learn_asks FILE - a sum of what a question asks, but for the licence and for what configure had found out before.
learn_asks() {
	sed -e '1s/"license": "[^"]*", //' -e '/^#define /d' "$1" | cksum
}

# learn_license FILE - of a probe's source.
learn_license() {
	awk -F '"' '/^#define / { split($1, word, " "); value[word[2]] = $2 }
		/^[ \t]*MODULE_LICENSE/ { gsub(/.*\(|\).*/, "", $1); print (NF > 1 ? $2 : value[$1]); exit }' "$1"
}

# learn_new RUN ID - the probes that were not known: a question each in $SCRATCH/questions, and here learnt's line, with
# a sum of the question in the place of its twin. $SCRATCH/stale says which of the known were asked in another way.
learn_new() {
	: >"$SCRATCH/known"
	[ ! -e "$2/learnt" ] || cut -f 2 "$2/learnt" >"$SCRATCH/known"
	while IFS='	' read -r _word _variable _answer _first _last _source _template _symbol _flags; do
		[ "$_word" = probe ] || continue
		if [ "$_variable" != "$_template" ]; then
			[ -n "$KEY" ] || continue
			_variable=${_variable%"$KEY_VALUE"*}@KEY@${_variable##*"$KEY_VALUE"}
		fi
		_name=$(printf '%s\n' "$_variable" | sed 's/@KEY@//; s/_*$//')
		_flags=$(printf '%s\n' "$_flags" | cache_general)
		_file=$1/calls/$_first/src$_source
		_old=
		[ ! -e "$2/learnt" ] || _old=$(awk -F '\t' -v variable="$_variable" '$3 == variable { print $2 }' "$2/learnt")
		if [ -n "$_old" ]; then
			learn_source "$_flags" "$_name" "$_file" >"$SCRATCH/again"
			[ "$(learn_asks "$SCRATCH/again")" = "$(learn_asks "$2/questions/$_old.c")" ] ||
				echo "$_variable is asked in another way than it was learnt" >>"$SCRATCH/stale"
			continue
		fi
		# kshim-probe makes macros of the names.
		! grep -Fqix -e "$_name" "$SCRATCH/known" || continue
		_question=$SCRATCH/questions/$_name.c
		learn_source "$_flags" "$_name" "$_file" >"$_question"
		_needs=$(awk -f "$HERE/needs.awk" "$SCRATCH/macros" "$_question") || {
			rm "$_question"
			continue
		}
		printf '%s\n' "$_name" >>"$SCRATCH/known"
		_sum=$(sed 1d "$_question" | cksum | tr -s ' \t' '__')
		_license=$(learn_license "$_file")
		_license=${_license:-Proprietary}
		sed -i "1s|{|{\"license\": \"$_license\", |" "$_question"
		_group=alone
		[ "$(wc -l <"$1/calls/$_first/outcome")" -lt 2 ] || _group=$K_RELEASE.$_first
		printf 'probe\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$_name" "$_variable" "$_answer" "$_license" \
			"$(cat "$1/calls/$_last/modpost")" "$_group" "$_sum" "$_needs" "$_flags" "$_symbol"
	done <"$SCRATCH/named"
}

# learn_twins - standard input, with each one's twin for its sum: the question of a build of many that is the same.
learn_twins() {
	awk -F '\t' -v OFS='\t' '
		{
			lines[++n] = $0
			same[$8] = same[$8] " " $2
		}
		END {
			for (i = 1; i <= n; i++) {
				$0 = lines[i]
				twin = "-"
				for (m = split(same[$8], list, " "); m > 0 && $7 != "alone"; m--)
					if (list[m] != $2)
						twin = list[m]
				$8 = twin
				print
			}
		}'
}

# learn RUN ID - in ID, what that run's configure asked and nobody knew.
learn() {
	learn_base "$1" || {
		learn_nothing "An empty module can't be built for it:" "$(cat "$SCRATCH/said")"
		return 0
	}
	learn_flags "$1"
	learn_probes "$1"
	learn_named "$1"
	mkdir "$SCRATCH/questions"
	learn_new "$1" "$2" >"$SCRATCH/new"
	learn_twins <"$SCRATCH/new" >"$SCRATCH/learnt"
	_asked=$(grep -c . "$SCRATCH/probes" || :)
	if [ ! -s "$SCRATCH/learnt" ]; then
		[ -e "$2/learnt" ] || say "none of $_asked probes that it asked $K_RELEASE has a cache variable of its own: nothing is learnt"
		return 0
	fi
	cache_ask "$1" "$SCRATCH" "$SCRATCH/answers" || {
		learn_nothing "The engine can't ask it the same:" "$(cat "$SCRATCH/said")"
		return 0
	}
	awk -F '\t' 'FILENAME == ARGV[1] { answer[$1] = $2; next } ($2 in answer) && answer[$2] == $4' \
		"$SCRATCH/answers" "$SCRATCH/learnt" >"$SCRATCH/agreed"
	mkdir -p "$2/questions"
	while IFS='	' read -r _ _name _; do
		cp "$SCRATCH/questions/$_name.c" "$2/questions"
	done <"$SCRATCH/agreed"
	[ -z "$KEY" ] || printf '%s\n' "$KEY" >"$2/key"
	cat "$SCRATCH/agreed" >>"$2/learnt"
	say "learnt $(grep -c . "$SCRATCH/agreed" || :) of $_asked probes that it asked $K_RELEASE"
}
