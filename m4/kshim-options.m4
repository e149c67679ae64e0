dnl SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

dnl KSHIM_WRITABLE - before configure opens config.log: can it write here?
AC_DEFUN([KSHIM_WRITABLE],
[m4_divert_text([VERSION_USER],
[if test "$as_me" = configure && { ! test -w . || ! (: >>config.log) 2>/dev/null; }; then
  echo "configure: *** Nothing can be written in `pwd`." >&2
  echo " -> Run configure in a folder of your own: mkdir build && cd build && /path/to/configure" >&2
  exit 1
fi])])

dnl KSHIM_OPTIONS - how the target kernel, its toolchain and the licence are named.
AC_DEFUN([KSHIM_OPTIONS],
[AC_ARG_WITH([kernel],
  [AS_HELP_STRING([--with-kernel=RELEASE], [an installed kernel (default: $kernelver, the running one, the newest that has headers)])],
  [], [with_kernel=$kernelver])
AC_ARG_WITH([linux],
  [AS_HELP_STRING([--with-linux=DIR], [headers or source of the target kernel; wins over everything])],
  [], [with_linux=])
AC_ARG_WITH([linux-obj],
  [AS_HELP_STRING([--with-linux-obj=DIR], [build tree, when it is apart from the source])],
  [], [with_linux_obj=])
AC_ARG_WITH([module-license],
  [AS_HELP_STRING([--with-module-license=STRING], [MODULE_LICENSE of the consumers (default: Proprietary, which stands for all that are not GPL-compatible)])],
  [], [with_module_license=Proprietary])
AC_ARG_VAR([KERNEL_CC], [compiler for the target kernel])
AC_ARG_VAR([KERNEL_LD], [linker for the target kernel])
AC_ARG_VAR([KERNEL_LLVM], [1, a version suffix or a path: build with LLVM])
AC_ARG_VAR([KERNEL_ARCH], [architecture of the target kernel, in its own words])
AC_ARG_VAR([KERNEL_CROSS_COMPILE], [prefix of the target kernel's toolchain])
export KERNEL_CC KERNEL_LD KERNEL_LLVM KERNEL_ARCH KERNEL_CROSS_COMPILE
for kshim_option in kernel linux linux_obj module_license; do
  AS_VAR_COPY([kshim_value], [with_$kshim_option])
  AS_CASE([$kshim_value], [yes|no],
    [AC_MSG_ERROR([*** --with-$kshim_option needs a value. See configure --help.])])
done])

dnl KSHIM_DECIDE - ask the kernel, write the results and a Makefile that leads back.
AC_DEFUN([KSHIM_DECIDE],
[AC_PROVIDE([AC_OUTPUT])dnl there is none, on purpose: see configure.ac
kshim_srcdir=`cd "$srcdir" && pwd`
AS_IF([test -n "$with_linux"], [with_linux=`cd "$with_linux" 2>/dev/null && pwd || echo "$with_linux"`])
set -- --license "$with_module_license"
AS_IF([test -n "$with_kernel"], [set -- "$[@]" --kernel "$with_kernel"])
AS_IF([test -n "$with_linux"], [set -- "$[@]" --linux "$with_linux"])
AS_IF([test -n "$with_linux_obj"], [set -- "$[@]" --linux-obj "$with_linux_obj"])
AC_MSG_NOTICE([asking the target kernel])
"$kshim_srcdir/compat/decide" "AC_PACKAGE_VERSION" "$[@]" || exit 1
AS_IF([test "$kshim_srcdir" != "`pwd`"],
  [sed "s|@srcdir@|$kshim_srcdir|" "$kshim_srcdir/m4/Makefile.build" >Makefile.$$ && mv Makefile.$$ Makefile ||
    AC_MSG_ERROR([*** Makefile can't be written in `pwd`.])])
"$kshim_srcdir/compat/table" kshim.json])
