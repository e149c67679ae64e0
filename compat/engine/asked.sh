# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=sh
#
# Questions that are put on the command line, without a file in C: asked_expr and its like become
# files in SCRATCH/asked, which are compiled as any others are. What a kernel exports and how it
# was configured stands in two of its files, so asked_export and asked_config compile nothing:
# they write lines for verdicts.awk to SCRATCH/looked_up. Needs messages.sh and SCRATCH.

# asked_all LINES - a line a question, "expr", "member", "decl", "export" or "config", a TAB and
# what is asked; "include" and a header is for all of them, wherever it stands.
asked_all() {
	mkdir -p "$SCRATCH/asked"
	: >"$SCRATCH/looked_up"
	printf '%s' "$1" | sed -n 's/^include	\(.*\)/#include <\1>/p' >"$SCRATCH/asked_headers"
	while IFS='	' read -r _kind _value; do
		case $_kind in
		"" | include) ;;
		*) "asked_$_kind" "$_value" ;;
		esac
	done <<-END
		$1
	END
}

# asked_name NAME - refuse what can't be in the name of a macro.
asked_name() {
	case $1 in
	"" | [0-9]* | *[!A-Za-z0-9_]*)
		die "'$1' can't be a question's name." "It becomes a macro, HAVE_..." \
			"Use letters, digits and underscores: --expr 'NAME=EXPRESSION'."
		;;
	esac
}

# asked_question NAME BODY [PARAMETER] - one file.
asked_question() {
	asked_name "$1"
	[ ! -e "$SCRATCH/asked/$1.c" ] || die "There are two questions $1." "" "Give one another name: --expr 'NAME=EXPRESSION'."
	{
		printf '/* {"api": "%s"} */\n' "$1"
		cat "$SCRATCH/asked_headers"
		printf 'void question(%s)\n{\n\t%s\n}\n' "${3-void}" "$2"
	} >"$SCRATCH/asked/$1.c"
}

# asked_expr [NAME=]STATEMENT - its name is otherwise the first one in it.
asked_expr() {
	_name=$(printf '%s\n' "$1" | sed -n '1s/^\([A-Za-z_][A-Za-z0-9_]*\)=[^=].*/\1/p')
	_text=${1#"${_name:+$_name=}"}
	[ -n "$_name" ] || _name=$(printf '%s\n' "$1" | sed 's/^[^A-Za-z_]*\([A-Za-z0-9_]*\).*/\1/; q')
	asked_question "$_name" "$_text;"
}

# asked_member TYPE.MEMBER - as struct inode.i_ctime: struct_inode_i_ctime.
asked_member() {
	_type=${1%%.*}
	case $1 in
	?*.?*) ;;
	*) die "'$1' names no member." "" "Name the type and the member: --member 'struct inode.i_ctime'." ;;
	esac
	asked_question "$(printf '%s\n' "$1" | sed 's/[ .]/_/g')" "(void)place->${1#*.};" "$_type *place"
}

# asked_decl NAME - is it declared, be it as a macro? decl_NAME.
asked_decl() {
	asked_name "$1"
	asked_question "decl_$1" "
#ifndef $1
	(void)$1;
#endif"
}

# asked_export SYMBOL - export_SYMBOL.
asked_export() {
	asked_name "$1"
	printf 'export\texport_%s\t%s\n' "$1" "$1" >>"$SCRATCH/looked_up"
}

# asked_config OPTION - config_OPTION, with or without CONFIG_ before it. Needs K_CONFIG.
asked_config() {
	_option=${1#CONFIG_}
	asked_name "$_option"
	if grep -q "^CONFIG_$_option=" "$K_CONFIG"; then
		printf 'is\tconfig_%s\t0\n' "$_option"
	else
		printf 'is\tconfig_%s\tno\tCONFIG_%s is not set\n' "$_option" "$_option"
	fi >>"$SCRATCH/looked_up"
}
