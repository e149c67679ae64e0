dnl SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

dnl KSHIM_WRITABLE - before configure opens config.log: can it write here? It is
dnl config.log itself that is tried, with more than configure writes to it. SHELL_FN
dnl is what comes between the answers to --help and --version and that opening.
AC_DEFUN([KSHIM_WRITABLE],
[m4_divert_text([SHELL_FN],
[if { test -w . && dd if=/dev/zero of=config.log bs=1024 count=64; } >/dev/null 2>&1; then
  :
else
  test ! -s config.log || rm -f config.log 2>/dev/null
  echo "configure: *** Nothing can be written in `pwd`." >&2
  echo "    It is another user's, read-only or full; configure leaves its results there." >&2
  echo " -> Make room, or run configure in a folder of your own: mkdir build && cd build && /path/to/configure" >&2
  exit 1
fi])])

dnl KSHIM_TRAPS - autoconf tries out the shell and ln before it sets traps of its
dnl own, which take over from these. The copyright is the place before all that.
AC_DEFUN([KSHIM_TRAPS],
[m4_divert_text([HEADER-COPYRIGHT],
[trap 'rm -rf conf$$ conf$$.*; exit 1' 1 2 15])])

dnl KSHIM_GIVEN(OPTION) - an option that was given has a value. An empty one is most
dnl likely a variable that nobody set, and the default would be another kernel.
AC_DEFUN([KSHIM_GIVEN],
[AS_CASE([$withval], [""|yes|no], [AC_MSG_ERROR([*** --with-$1 needs a value.
 -> Write --with-$1=VALUE; configure --help tells what it may be.])])])

dnl KSHIM_OPTIONS - how the target kernel, its toolchain and the licence are named.
AC_DEFUN([KSHIM_OPTIONS],
[AC_ARG_WITH([kernel],
  [AS_HELP_STRING([--with-kernel=RELEASE], [an installed kernel (default: $kernelver, the running one, the newest that has headers)])],
  [KSHIM_GIVEN([kernel])], [with_kernel=$kernelver])
AC_ARG_WITH([linux],
  [AS_HELP_STRING([--with-linux=DIR], [headers or source of the target kernel; wins over everything])],
  [KSHIM_GIVEN([linux])], [with_linux=])
AC_ARG_WITH([linux-obj],
  [AS_HELP_STRING([--with-linux-obj=DIR], [build tree, when it is apart from the source])],
  [KSHIM_GIVEN([linux-obj])], [with_linux_obj=])
AC_ARG_WITH([module-license],
  [AS_HELP_STRING([--with-module-license=STRING], [MODULE_LICENSE of the consumers (default: Proprietary, which stands for all that are not GPL-compatible)])],
  [KSHIM_GIVEN([module-license])], [with_module_license=Proprietary])
AC_ARG_ENABLE([refused],
  [AS_HELP_STRING([--enable-refused], [where put_page() or folio_put() has no route, go on without it (DKMS does)])],
  [], [enable_refused=no])
AC_ARG_VAR([KERNEL_CC], [compiler for the target kernel])
AC_ARG_VAR([KERNEL_LD], [linker for the target kernel])
AC_ARG_VAR([KERNEL_LLVM], [1, a version suffix or a path: build with LLVM])
AC_ARG_VAR([KERNEL_ARCH], [architecture of the target kernel, in its own words])
AC_ARG_VAR([KERNEL_CROSS_COMPILE], [prefix of the target kernel's toolchain])
export KERNEL_CC KERNEL_LD KERNEL_LLVM KERNEL_ARCH KERNEL_CROSS_COMPILE])

dnl KSHIM_DECIDE - ask the kernel, write the results, print them.
AC_DEFUN([KSHIM_DECIDE],
[AC_PROVIDE([AC_OUTPUT])dnl there is none, on purpose: see configure.ac
kshim_srcdir=`cd "$srcdir" && pwd`
set -- "AC_PACKAGE_VERSION" --can-build --license "$with_module_license"
AS_IF([test "$enable_refused" = yes], [set -- --enable-refused "$[@]"])
AS_IF([test -n "$with_kernel"], [set -- "$[@]" --kernel "$with_kernel"])
AS_IF([test -n "$with_linux"], [set -- "$[@]" --linux "$with_linux"])
AS_IF([test -n "$with_linux_obj"], [set -- "$[@]" --linux-obj "$with_linux_obj"])
AC_MSG_NOTICE([asking the target kernel])
kshim_status=0
"$kshim_srcdir/compat/decision/decide" "$[@]" || kshim_status=1
# All is decided. A signal now would break off configure's own clearing up.
trap "" 1 2 15
test $kshim_status = 0 || exit 1
"$kshim_srcdir/compat/decision/table" kshim.json])
