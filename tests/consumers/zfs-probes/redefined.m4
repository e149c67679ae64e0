dnl SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
dnl
dnl OpenZFS's macros that ask the kernel, on top of kshim's: included behind its own. What they
dnl take, and what their answers mean, is as there.

dnl A base is asked for a module that the kernel counts as GPL-compatible, its twin for the licence
dnl that is named.
AC_DEFUN([ZFS_LINUX_TEST_SRC], [
	KSHIM_ASK([$1], [#include <linux/module.h>
$2], [$3], [-Werror $FRAME_LARGER_THAN -DCONFIG_MODULES $4])
	m4_ifval([$5], [KSHIM_ASK([$1_license], [#include <linux/module.h>
$2], [$3], [-Werror $FRAME_LARGER_THAN -DCONFIG_MODULES $4], $5)])
])

AC_DEFUN([ZFS_LINUX_TEST_COMPILE_ALL], [
	KSHIM_PROBES([Dual BSD/GPL], [--linux "$LINUX" --linux-obj "$LINUX_OBJ"], [--prelude /dev/null])
])

dnl modpost only warns of what nobody exports.
AC_DEFUN([ZFS_LINUX_TEST_RESULT], [
	AS_CASE([$kshim_verdict_$1], [plain|missing], [$2], [absent|gpl|namespace], [$3],
		[AC_MSG_ERROR([$1 was not asked])])
])

AC_DEFUN([ZFS_LINUX_TEST_RESULT_SYMBOL], [
	ZFS_LINUX_TEST_RESULT([$1], [ZFS_CHECK_SYMBOL_EXPORT([$2], [$3], [$4], [$5])], [$5])
])

dnl Here the next line wants the answer at once.
AC_DEFUN([ZFS_LINUX_TRY_COMPILE], [
	KSHIM_ASK([conftest], [#include <linux/module.h>
$1], [$2], [-Werror $FRAME_LARGER_THAN -DCONFIG_MODULES], [CDDL])
	ZFS_LINUX_TEST_COMPILE_ALL
	AS_CASE([$kshim_verdict_conftest], [plain], [$3], [$4])
])
