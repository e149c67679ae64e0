# kshim.m4 - kshim for a consumer's configure.ac
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

# KSHIM_LINUX([RELEASE])
# ----------------------
# Look kshim up for the kernel RELEASE (shell code; by default $kernelver, as DKMS sets
# it, else that of the running kernel), and substitute what kbuild needs:
#
#	KSHIM_KERNEL	the release
#	KSHIM_CFLAGS	compiler flags, for KCFLAGS; often empty
#	KSHIM_SYMVERS	symbol table, for KBUILD_EXTRA_SYMBOLS
#	KSHIM_ENGINE	the folder of kshim-probe, for questions of your own
#
# Without kshim, or where it was not built for this kernel, configure ends with the reason.
AC_DEFUN([KSHIM_LINUX],
[AC_ARG_VAR([KSHIM_CONFIG], [kshim-config, where it is not in the PATH])
AC_PATH_PROG([KSHIM_CONFIG], [kshim-config])
AS_IF([test -z "$KSHIM_CONFIG"],
	[AC_MSG_ERROR([there is no kshim-config. Install kshim, or set KSHIM_CONFIG to its path.])])
m4_ifval([$1], [KSHIM_KERNEL=$1], [KSHIM_KERNEL=${kernelver:-`uname -r`}])
AC_MSG_CHECKING([for kshim's flags on Linux $KSHIM_KERNEL])
KSHIM_CFLAGS=`"$KSHIM_CONFIG" --kernel "$KSHIM_KERNEL" --cflags` &&
KSHIM_SYMVERS=`"$KSHIM_CONFIG" --kernel "$KSHIM_KERNEL" --symvers` &&
KSHIM_ENGINE=`"$KSHIM_CONFIG" --engine` ||
	AC_MSG_ERROR([kshim has nothing for this kernel; it says above what to do.])
AC_MSG_RESULT([${KSHIM_CFLAGS:-none are needed}])
AC_SUBST([KSHIM_KERNEL])
AC_SUBST([KSHIM_CFLAGS])
AC_SUBST([KSHIM_SYMVERS])
AC_SUBST([KSHIM_ENGINE])])

# KSHIM_CHECK_APIS([API...])
# --------------------------
# For each API of kshim's catalogue define KSHIM_USABLE_API (in capitals) to 1 where a
# module with KSHIM_CFLAGS may call it on this kernel, else to 0. An API that kshim knows
# nothing about is an error; ask the engine about it with a question of your own.
AC_DEFUN([KSHIM_CHECK_APIS],
[AC_REQUIRE([KSHIM_LINUX])dnl
m4_foreach_w([kshim_api], [$1],
[AC_MSG_CHECKING([for ]kshim_api)
kshim_route=`"$KSHIM_CONFIG" --kernel "$KSHIM_KERNEL" --route kshim_api` ||
	AC_MSG_ERROR([kshim can not tell; it says above why.])
AC_MSG_RESULT([$kshim_route])
AS_IF([test "$kshim_route" = none], [kshim_usable=0], [kshim_usable=1])
AC_DEFINE_UNQUOTED([KSHIM_USABLE_]m4_toupper(kshim_api), [$kshim_usable],
	[May ]kshim_api[ be called? 0 or 1.])
])])
