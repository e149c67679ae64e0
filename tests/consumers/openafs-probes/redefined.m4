dnl SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
dnl
dnl OpenAFS's macros that ask the kernel, on top of kshim's: included behind its own, which stay as
dnl they are, whatever release they are of. Each of them wants its answer at once, but autoconf has
dnl read them all before configure runs the first. So each check is expanded twice: once for its
dnl question, in the shell function openafs_ask, and once as it is, where its verdict is there
dnl already. What is not about an API (how kbuild takes flags, whether a module can be built) goes
dnl on to ask kbuild.

m4_define([_OPENAFS_HERE], 0)
m4_define([_OPENAFS_BATCHES])
m4_define([_OPENAFS_MACROS])
dnl Between what configure prepares and its body.
m4_define([_m4_divert(OPENAFS_ASK)], 400)

dnl Which macros configure defines, each with the number of the check before it.
m4_append([AC_DEFINE_TRACE_LITERAL], [_OPENAFS_DEFINED([$1])])
m4_define([_OPENAFS_DEFINED],
[m4_append_uniq([_OPENAFS_MACROS], [$1], [ ])m4_define([_OPENAFS_DEFINED_$1], _OPENAFS_HERE)])

m4_define([_OPENAFS_ANEW],
[m4_rename([$1], [_OPENAFS_OWN_$1])m4_define([$1], [_OPENAFS_CHECK([_OPENAFS_OWN_$1], $][@)])])
_OPENAFS_ANEW([AC_CHECK_LINUX_BUILD])
_OPENAFS_ANEW([AC_CHECK_LINUX_FUNC])
_OPENAFS_ANEW([AC_CHECK_LINUX_OPERATION])

AC_DEFUN([_OPENAFS_CHECK],
[AC_REQUIRE([_KSHIM_FIND])dnl
m4_define([_OPENAFS_HERE], m4_incr(_OPENAFS_HERE))dnl
m4_if(_OPENAFS_HERE, [1], [_OPENAFS_FUNCTION()])dnl
m4_divert_push([OPENAFS_ASK])dnl
m4_pushdef([AC_CACHE_CHECK], [$][3])m4_pushdef([AS_IF])dnl
m4_pushdef([AC_TRY_KBUILD], m4_defn([_OPENAFS_QUESTION]))dnl
$1(m4_shift($@))
m4_popdef([AC_TRY_KBUILD], [AS_IF], [AC_CACHE_CHECK])dnl
m4_divert_pop([OPENAFS_ASK])dnl
test -n "$kshim_verdict_openafs_[]_OPENAFS_HERE" || openafs_ask _OPENAFS_BATCH
m4_pushdef([AC_TRY_KBUILD], m4_defn([_OPENAFS_ANSWER]))dnl
$1(m4_shift($@))
m4_popdef([AC_TRY_KBUILD])])

m4_define([_OPENAFS_FUNCTION],
[m4_divert_text([OPENAFS_ASK], [# openafs_ask BATCH
openafs_ask ()
{])dnl
m4_wrap([m4_divert_text([OPENAFS_ASK], [KSHIM_PROBES([http://www.openafs.org/dl/license10.html],
	[--linux "$LINUX_KERNEL_PATH" --linux-obj "$LINUX_KERNEL_BUILD"], [--prelude /dev/null])
}])])])

dnl The function that its text is for returns nothing, and kshim's an int.
m4_define([_OPENAFS_QUESTION],
[_OPENAFS_DEAL(m4_expand([$1
$2]))dnl
if test "$[]1" = _OPENAFS_BATCH; then
	KSHIM_ASK([openafs_]_OPENAFS_HERE, m4_expand([[#include <linux/module.h>]
$1]), m4_bpatsubst(m4_dquote(m4_expand([$2])), [\<return;], [return 0;]), [$CPPFLAGS])
fi])

dnl modpost ends the build of such a module at any symbol that it may not use.
m4_define([_OPENAFS_ANSWER],
[AS_CASE([$kshim_verdict_openafs_[]_OPENAFS_HERE], [plain], [$3], [?*], [$4],
	[AC_MSG_ERROR([question _OPENAFS_HERE was not asked])])])

dnl The macros that configure has defined stand before a question, and so it can't be asked before all
dnl those are known that its text names. A batch bears the number of the check before which it is
dnl asked. A question goes into the first that is late enough; where none is, it begins one.
m4_define([_OPENAFS_DEAL],
[m4_define([_OPENAFS_KNOWN], 0)dnl
m4_foreach_w([openafs_macro], m4_defn([_OPENAFS_MACROS]),
[m4_if(m4_bregexp([$1], [\<]m4_defn([openafs_macro])[\>]), [-1], [],
	[m4_define([_OPENAFS_KNOWN], m4_defn([_OPENAFS_DEFINED_]m4_defn([openafs_macro])))])])dnl
m4_define([_OPENAFS_BATCH])dnl
m4_foreach_w([openafs_batch], m4_defn([_OPENAFS_BATCHES]),
[m4_if(_OPENAFS_BATCH[]m4_eval(openafs_batch > _OPENAFS_KNOWN), [1],
	[m4_define([_OPENAFS_BATCH], openafs_batch)])])dnl
m4_ifval(_OPENAFS_BATCH, [], [m4_define([_OPENAFS_BATCH], _OPENAFS_HERE)dnl
m4_append([_OPENAFS_BATCHES], _OPENAFS_HERE, [ ])])])
