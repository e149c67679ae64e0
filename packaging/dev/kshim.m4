# kshim.m4 - kshim for a consumer's configure.ac
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Two halves, of which a consumer may use one or both: KSHIM_LINUX and KSHIM_CHECK_APIS give the
# flags of kshim's substitutes; KSHIM_PROBE, KSHIM_CHECK_... and KSHIM_PROBES ask questions of
# the consumer's own, all in one batch. This file and the engine may be copied into a project
# (doc/autoconf.md), which then configures where kshim is not installed.

# KSHIM_LINUX([RELEASE], [optional])
# KSHIM_LINUX([optional])
# ----------------------------------
# Look kshim up for the kernel RELEASE (shell code; by default $kernelver, as DKMS sets
# it, else that of the running kernel), and substitute what kbuild needs:
#
#	KSHIM_KERNEL	the release
#	KSHIM_CFLAGS	compiler flags, for KCFLAGS; often empty. They are for put_page() and
#			folio_put(), and for what KSHIM_CHECK_APIS names
#	KSHIM_SYMVERS	symbol table, for KBUILD_EXTRA_SYMBOLS
#	KSHIM_ENGINE	the folder of kshim-probe, for questions of your own; that in
#			kshim-engine beside configure is used where kshim is not installed
#
# Without kshim, or where it was not built for this kernel, configure ends with the reason. With
# "optional" it says so and goes on without flags: on a kernel where put_page() is free, which
# is any that was released, a module builds the same. In automake the conditional KSHIM tells
# whether kshim is used.
AC_DEFUN([KSHIM_LINUX],
[m4_if([$1], [optional], [_KSHIM_LINUX([], [optional])], [_KSHIM_LINUX([$1], [$2])])])

AC_DEFUN([_KSHIM_LINUX],
[AC_REQUIRE([_KSHIM_FIND])dnl
kshim_apis=
m4_ifval([$1], [KSHIM_KERNEL=$1
])dnl
AC_MSG_CHECKING([for kshim's flags on Linux $KSHIM_KERNEL])
kshim_used=no
KSHIM_CFLAGS=
KSHIM_SYMVERS=
AS_IF([test -z "$KSHIM_CONFIG"],
	[kshim_why="there is no kshim-config. Install kshim, or set KSHIM_CONFIG to its path."],
[kshim_why="kshim has nothing for this kernel; it says above what to do."
KSHIM_CFLAGS=`"$KSHIM_CONFIG" --kernel "$KSHIM_KERNEL" --cflags` &&
	KSHIM_SYMVERS=`"$KSHIM_CONFIG" --kernel "$KSHIM_KERNEL" --symvers` && kshim_used=yes])
AS_IF([test "$kshim_used" = no],
	[m4_if([$2], [optional],
		[KSHIM_CFLAGS=
		AC_MSG_RESULT([kshim is not used: $kshim_why])],
		[AC_MSG_ERROR([$kshim_why])])],
	[AC_MSG_RESULT([${KSHIM_CFLAGS:-none are needed}])])
AC_SUBST([KSHIM_CFLAGS])
AC_SUBST([KSHIM_SYMVERS])
m4_ifdef([AM_CONDITIONAL], [AM_CONDITIONAL([KSHIM], [test "$kshim_used" = yes])])])

# _KSHIM_FIND - which kernel, and what of kshim is here.
AC_DEFUN([_KSHIM_FIND],
[AC_ARG_VAR([KSHIM_CONFIG], [kshim-config, where it is not in the PATH])
AC_ARG_VAR([KSHIM_ENGINE], [folder of kshim-probe, where it is not kshim's own])
AC_PATH_PROG([KSHIM_CONFIG], [kshim-config])
KSHIM_KERNEL=${kernelver:-`uname -r`}
AS_IF([test -n "$KSHIM_ENGINE"], [],
	[test -n "$KSHIM_CONFIG"], [KSHIM_ENGINE=`"$KSHIM_CONFIG" --engine`],
	[test -f "$srcdir/kshim-engine/kshim-probe"], [KSHIM_ENGINE=`CDPATH= cd "$srcdir/kshim-engine" && pwd`])
AC_SUBST([KSHIM_KERNEL])
AC_SUBST([KSHIM_ENGINE])])

# KSHIM_CHECK_APIS([API...])
# --------------------------
# For each API of kshim's catalogue define KSHIM_USABLE_API (in capitals) to 1 where a
# module with KSHIM_CFLAGS may call it on this kernel, else to 0, and add the flags that it
# takes to KSHIM_CFLAGS. An API that kshim knows nothing about is an error; ask the engine about
# it with a question of your own. Where kshim is optional and not used, the API is called as the
# kernel has it: 1, and nobody has asked.
AC_DEFUN([KSHIM_CHECK_APIS],
[AC_REQUIRE([KSHIM_LINUX])dnl
m4_foreach_w([kshim_api], [$1],
[AC_MSG_CHECKING([for ]kshim_api)
AS_IF([test "$kshim_used" = yes],
	[kshim_route=`"$KSHIM_CONFIG" --kernel "$KSHIM_KERNEL" --route kshim_api` ||
		AC_MSG_ERROR([kshim can not tell; it says above why.])],
	[kshim_route="native (nobody was asked)"])
AC_MSG_RESULT([$kshim_route])
AS_IF([test "$kshim_route" = none], [kshim_usable=0],
	[kshim_usable=1
	kshim_apis="$kshim_apis --api kshim_api"])
AC_DEFINE_UNQUOTED([KSHIM_USABLE_]m4_toupper(kshim_api), [$kshim_usable],
	[May ]kshim_api[ be called? 0 or 1.])
])
AS_IF([test "$kshim_used" = yes],
	[KSHIM_CFLAGS=`"$KSHIM_CONFIG" --kernel "$KSHIM_KERNEL" --cflags $kshim_apis` ||
		AC_MSG_ERROR([kshim has no flags for this kernel; it says above why.])])])

# KSHIM_ASK(NAME, [INCLUDES], [BODY], [FLAGS], [LICENSE])
# -------------------------------------------------------
# Gather a question: does BODY, statements within a function, compile against the target kernel,
# and may a module call what it needs? INCLUDES are headers' names, as linux/fs.h, or any text
# that has a "#" or a ";": then it stands before the function as it is, as do the macros that
# configure has defined so far. FLAGS are the compiler's, with variables of the shell; LICENSE is
# that of a module of another licence than the rest. KSHIM_PROBES asks, and sets
# kshim_verdict_NAME, and nothing else.
AC_DEFUN([KSHIM_ASK],
[AC_REQUIRE([_KSHIM_FIND])dnl
AS_MKDIR_P([conftest.kshim])
m4_ifval([$4], [kshim_flags=`AS_ECHO(["$4"]) | sed 's/[[\\\\"]]/\\\\&/g'`
])dnl
{ AS_ECHO(["/* {\"api\": \"$1\"m4_ifval([$4], [, \"flags\": \"$kshim_flags\"])m4_ifval([$5], [, \"license\": \"$5\"])} */"])
cat confdefs.h - <<\_KSHIMEOF
_KSHIM_INCLUDES([$2])
int question(void)
{
	[$3]
	;
	return 0;
}
_KSHIMEOF
} >conftest.kshim/ask_$1.c])

# KSHIM_PROBE(NAME, [INCLUDES], [BODY], [FLAGS], [LICENSE])
# ---------------------------------------------------------
# The same, and KSHIM_PROBES prints a line and defines HAVE_NAME and PLAIN_NAME.
AC_DEFUN([KSHIM_PROBE],
[m4_append_uniq([_KSHIM_NAMES], [$1], [ ], [], [m4_fatal([there are two questions $1])])dnl
KSHIM_ASK($@)])

m4_define([_KSHIM_INCLUDES],
[m4_if(m4_bregexp([[$1]], [[#;]]), [-1],
	[m4_foreach_w([kshim_header], [$1], [[#include <]kshim_header[>]
])],
	[[$1]])])

# KSHIM_PROBE_FIRST(NAME, INCLUDES, FORM, BODY, [FORM, BODY]...)
# --------------------------------------------------------------
# Gather the forms that an API had over the years. KSHIM_PROBES defines HAVE_NAME_FORM to 1 for
# the first that compiles and to 0 for all others, and sets kshim_form_NAME to that FORM, or to
# "none".
AC_DEFUN([KSHIM_PROBE_FIRST],
[AC_REQUIRE([_KSHIM_FIND])dnl
m4_append_uniq([_KSHIM_FIRSTS], [$1], [ ], [], [m4_fatal([there are two questions $1])])dnl
m4_define([_KSHIM_FORMS_$1])dnl
_KSHIM_FORMS([$1], [$2], m4_shift2($@))])

m4_define([_KSHIM_FORMS],
[m4_append([_KSHIM_FORMS_$1], [$3], [ ])dnl
KSHIM_ASK([$1_$3], [$2], [$4])
m4_if(m4_eval([$# > 4]), [1], [$0([$1], [$2], m4_shift(m4_shift(m4_shift2($@))))])])

# KSHIM_CHECK_MEMBER(TYPE.MEMBER, [INCLUDES])
# -------------------------------------------
# As struct inode.i_ctime: HAVE_STRUCT_INODE_I_CTIME.
AC_DEFUN([KSHIM_CHECK_MEMBER],
[_KSHIM_MEMBER(m4_translit([[$1]], [ .], [__]), [$2], [$1],
	m4_bpatsubst([$1], [\..*]), m4_bpatsubst([$1], [^[^.]*\.]))])

m4_define([_KSHIM_MEMBER],
[m4_define([_KSHIM_LABEL_$1], [$3])dnl
KSHIM_PROBE([$1], [$2], [$4 *place = 0;
	(void)place->$5;])])

# KSHIM_CHECK_DECL(NAME, [INCLUDES])
# ----------------------------------
# Is it declared, be it as a macro? HAVE_DECL_NAME.
AC_DEFUN([KSHIM_CHECK_DECL],
[m4_define([_KSHIM_LABEL_decl_$1], [a declaration of $1])dnl
KSHIM_PROBE([decl_$1], [$2], [
#ifndef $1
	(void)$1;
#endif])])

# KSHIM_CHECK_EXPORT(SYMBOL)
# --------------------------
# Does the kernel export it to anybody (HAVE_EXPORT_SYMBOL), and to this module
# (PLAIN_EXPORT_SYMBOL)? No compiler is asked.
AC_DEFUN([KSHIM_CHECK_EXPORT], [_KSHIM_LOOK_UP([export], [$1], [an export of $1])])

# KSHIM_CHECK_CONFIG(OPTION)
# --------------------------
# Is CONFIG_OPTION set? HAVE_CONFIG_OPTION. No compiler is asked.
AC_DEFUN([KSHIM_CHECK_CONFIG], [_KSHIM_LOOK_UP([config], [$1], [CONFIG_$1])])

AC_DEFUN([_KSHIM_LOOK_UP],
[AC_REQUIRE([_KSHIM_FIND])dnl
m4_define([_KSHIM_LABEL_$1_$2], [$3])dnl
m4_append_uniq([_KSHIM_NAMES], [$1_$2], [ ], [], [m4_fatal([there are two questions $1_$2])])dnl
AS_VAR_APPEND([kshim_options], [" --$1 $2"])])

# KSHIM_PROBES([LICENSE], [WHERE], [OPTIONS])
# -------------------------------------------
# Ask all that was gathered since the last time, in one batch, for a module under the licence
# LICENSE ("Proprietary" by default). For each question NAME
#
#	kshim_verdict_NAME	is plain, gpl, namespace, missing or absent
#	HAVE_NAME		is defined to 1 where it compiles (or is exported, or set), else to 0
#	PLAIN_NAME		is defined to 1 where a module of that licence may use it, else to 0
#
# (in capitals). WHERE are options of kshim-probe that name the kernel, by default
# --kernel "$KSHIM_KERNEL"; what was learnt of it the first time is kept for the next. OPTIONS are
# further ones: with --prelude /dev/null a question has the headers that it includes, and no others.
# What the compiler says goes to config.log.
AC_DEFUN([KSHIM_PROBES],
[AC_REQUIRE([_KSHIM_FIND])dnl
AS_IF([test -z "$KSHIM_ENGINE"],
	[AC_MSG_ERROR([there is no kshim-probe. Install kshim, or copy its engine to kshim-engine beside configure.])])
AS_MKDIR_P([conftest.kshim])
AS_IF([test -f conftest.kshim-target],
	[set x --target conftest.kshim-target],
	[set x --save-target conftest.kshim-target m4_default([$2], [--kernel "$KSHIM_KERNEL"])])
shift
for kshim_file in conftest.kshim/*.c
do
	test ! -f "$kshim_file" || {
		set x "$[]@" "$kshim_file"
		shift
	}
done
"$KSHIM_ENGINE/kshim-probe" --license 'm4_default([$1], [Proprietary])' --answers conftest.kshim/answers \
	--log conftest.kshim/log $3 $kshim_options "$[]@" 2>conftest.kshim/said
kshim_status=$?
cat conftest.kshim/said >&2
cat conftest.kshim/log conftest.kshim/said >&AS_MESSAGE_LOG_FD 2>/dev/null
test "$kshim_status" = 0 || AC_MSG_ERROR([the kernel can not be asked; it says above why.])
eval "`sed -n 's/^question	\(ask_\)\{0,1\}\([[A-Za-z0-9_]]*\)	\([[a-z]]*\).*/kshim_verdict_\2=\3/p' conftest.kshim/answers`"
m4_foreach_w([kshim_name], m4_defn([_KSHIM_NAMES]), [_KSHIM_ANSWER(m4_defn([kshim_name]))
])dnl
m4_foreach_w([kshim_name], m4_defn([_KSHIM_FIRSTS]), [_KSHIM_FIRST(m4_defn([kshim_name]))
])dnl
m4_define([_KSHIM_NAMES])m4_define([_KSHIM_FIRSTS])dnl
rm -f -r conftest.kshim
kshim_options=])
m4_define([_KSHIM_NAMES])
m4_define([_KSHIM_FIRSTS])

# _KSHIM_ANSWER(NAME) - one line of configure. Who was not asked, since its question stands in a
# branch of the shell that was not taken, has no macro.
m4_define([_KSHIM_ANSWER],
[AS_IF([test -n "$kshim_verdict_$1"],
[AC_MSG_CHECKING([for ]_KSHIM_LABEL([$1]))
AS_CASE([$kshim_verdict_$1], [absent], [kshim_have=0], [kshim_have=1])
AS_CASE([$kshim_verdict_$1], [plain], [kshim_plain=1], [kshim_plain=0])
AS_CASE([$kshim_verdict_$1], [absent], [AC_MSG_RESULT([no])], [plain], [AC_MSG_RESULT([yes])],
	[AC_MSG_RESULT([yes, but not for this module: $kshim_verdict_$1])])
AC_DEFINE_UNQUOTED([HAVE_]m4_toupper([$1]), [$kshim_have], [Has the kernel ]_KSHIM_LABEL([$1])[? 0 or 1.])
AC_DEFINE_UNQUOTED([PLAIN_]m4_toupper([$1]), [$kshim_plain],
	[May this module use ]_KSHIM_LABEL([$1])[? 0 or 1.])
])])

m4_define([_KSHIM_LABEL], [m4_ifdef([_KSHIM_LABEL_$1], [m4_defn([_KSHIM_LABEL_$1])], [$1])])

m4_define([_KSHIM_FIRST],
[AC_MSG_CHECKING([for the form of $1])
kshim_form_$1=none
m4_foreach_w([kshim_form], m4_defn([_KSHIM_FORMS_$1]),
[kshim_have=0
AS_IF([test "$kshim_form_$1" = none && test "$kshim_verdict_$1_[]kshim_form" != absent],
	[kshim_have=1
	kshim_form_$1=kshim_form])
AC_DEFINE_UNQUOTED([HAVE_]m4_toupper([$1]_[]kshim_form), [$kshim_have], [Has $1 the form ]kshim_form[? 0 or 1.])
])dnl
AC_MSG_RESULT([$kshim_form_$1])
])
