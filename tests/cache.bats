#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# kshim configure: a consumer's configure learns at one kernel what it is told at the next. The oracle
# is the configure itself, run without kshim.

load lib/load
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	FOLDER=$BATS_TEST_TMPDIR/folder
	TREE=$(echo /usr/src/linux-headers-*-amd64)
}

# made: the configure of tests/consumers/cached, here.
made() {
	cp "$TOP/tests/consumers/cached/configure.ac" .
	autoheader
	autoconf
}

# other_kernel: $OTHER, a build tree like $TREE whose configuration has one option more, and which does not export
# wake_up_process.
other_kernel() {
	OTHER=$BATS_TEST_TMPDIR/other
	mkdir -p "$OTHER/include"
	ln -s "$TREE"/* "$TREE"/.[!.]* "$OTHER" 2>/dev/null || :
	rm "$OTHER/Module.symvers"
	sed '/	wake_up_process	/d' "$TREE/Module.symvers" >"$OTHER/Module.symvers"
	ln -s "$TREE"/include/* "$OTHER/include"
	rm "$OTHER/include/generated"
	cp -R "$TREE/include/generated" "$OTHER/include"
	echo '#define CONFIG_KSHIM_EXAMPLE 1' >>"$OTHER/include/generated/autoconf.h"
}

# cached ARG...: kshim configure; what it prints is $output.
cached() {
	run "$TOP/compat/cache/configure" --folder "$FOLDER" "$@"
}

# short [LINE]: that configure with two questions, and then LINE, in a folder of its own.
short() {
	mkdir one
	cd one || return
	awk -v line="${1-}" '/^ASK\(\[new\]/ { off = 1 } /^AC_OUTPUT/ { off = 0; print line } !off' "$TOP/tests/consumers/cached/configure.ac" >configure.ac
	autoheader
	autoconf
}

# autoconf_of SUITE: autoconf and autoheader are Debian's of that suite from here on.
autoconf_of() {
	local debs data=$BATS_TEST_TMPDIR/autoconf/usr/share/autoconf
	debs=$("$TOP/tests/kernels/packages" --alone "$1" autoconf) || return
	dpkg -x "$debs"/autoconf_*.deb "$BATS_TEST_TMPDIR/autoconf" || return
	sed -i "s|'/usr/share/autoconf'|'$data'|" "$data/autom4te.cfg"
	export PATH=$BATS_TEST_TMPDIR/autoconf/usr/bin:$PATH AUTOM4TE=$BATS_TEST_TMPDIR/autoconf/usr/bin/autom4te
	export AC_MACRODIR=$data autom4te_perllibdir=$data trailer_m4=$data/autoconf/trailer.m4
}

# learnt: the variables that are, with their answers.
learnt() {
	cut -f 3,4 "$FOLDER"/*/learnt | sort | paste -sd ' ' | tr '\t' =
}

# bats test_tags=tier:all
@test "what is learnt at one kernel is answered at the next: config.h is configure's own, and --verify agrees" {
	made
	other_kernel
	cached -- ./configure --with-linux="$TREE"
	assert_success
	refute_output --partial "(cached)"
	assert_equal "$(learnt)" "ex_cv_first=yes ex_cv_fpu=yes ex_cv_fpu_license=no ex_cv_gone=no ex_cv_named=yes ex_cv_new=no ex_cv_newer=yes ex_cv_nowhere=no ex_cv_older=no ex_cv_printk=yes ex_cv_second=no ex_cv_slept=yes ex_cv_third=yes ex_cv_twin=yes ex_cv_twin_license=no ex_cv_woken=yes"

	cached -- ./configure --with-linux="$OTHER"
	assert_success
	assert_line "checking for gone... (cached) no"
	assert_line "checking for new... (cached) yes"
	assert_line "checking for fpu_license... (cached) no"
	# Nobody looks at the other twin, but the two are made together.
	assert_line "checking for twin_license... (cached) no"
	assert [ ! -e many/twin ]
	# Where a symbol decides, too, what is not exported is configure's to find out.
	assert_line "checking for slept... (cached) yes"
	assert_line "checking for nowhere... (cached) no"
	assert_line "checking for woken... no"
	# This one is looked at for the first time, and is decided as others are; that one isn't.
	assert_line "checking for newer... (cached) no"
	assert_line "checking for older... (cached) yes"
	assert_line "checking for odd... no"
	# What depends on another macro than it was learnt with, has two ways, or no variable.
	assert_line "checking for named... no"
	assert_line "checking for either... yes"
	assert_line "checking for uncached_named... yes"
	# One that is asked again, alone and of the many.
	assert_line "checking for printk... yes"
	assert_line "checking for first... yes"
	mv config.h ours.h

	# This one asks all by itself.
	cached --verify -- ./configure --with-linux="$OTHER"
	assert_success
	assert_line --regexp "14 answers of .* were compared"
	refute_output --partial "(cached)"
	run diff config.h ours.h
	assert_success
}

# bats test_tags=tier:full
@test "an answer that is not configure's own is an error, names the variable and ends the use of answers" {
	short
	cached -- ./configure --with-linux="$TREE"
	assert_success
	assert_equal "$(learnt)" "ex_cv_gone=no ex_cv_printk=yes"
	cached --verify -- ./configure --with-linux="$TREE"
	assert_success
	assert_line --regexp "2 answers of .* were compared"
	sed -i '/^ex_cv_printk/s/yes/no/' "$FOLDER"/*/*.answers
	# The one that configure asks again, too, shows it; what it makes is right all the same.
	cached -- ./configure --with-linux="$TREE"
	assert_success
	assert_output --partial "ex_cv_printk is yes by configure and no by the engine"
	assert_line --partial "run again without them"
	run grep -c "define HAVE_PRINTK 1" config.h
	assert_output 1
	cached --verify -- ./configure --with-linux="$TREE"
	assert_line --partial "kshim configure --forget begins anew"
	rm "$FOLDER/ended"
	cached --verify -- ./configure --with-linux="$TREE"
	assert_failure 2
	assert_line --partial "ex_cv_printk is yes by configure and no by the engine"
	assert_line "kshim configure: *** The engine and configure disagree."
	assert [ -s "$FOLDER/ended" ]
	cached --forget -- ./configure
	assert [ ! -e "$FOLDER" ]
}

# bats test_tags=tier:all
@test "where nothing can be learnt the reason is said, and what configure made is its own" {
	short
	other_kernel
	# modpost and the engine read it, who builds an object alone does not.
	echo "no export" >>"$OTHER/Module.symvers"
	cached -- ./configure --with-linux="$OTHER"
	assert_success
	assert_line --regexp "warning: nothing is learnt of what configure asked "
	assert_line --partial "$OTHER/Module.symvers"
	sed -i '$d' "$OTHER/Module.symvers"

	echo '#error "nothing builds"' >>"$OTHER/include/generated/autoconf.h"
	cached -- ./configure --with-linux="$OTHER"
	assert_success
	assert_line --regexp "warning: nothing is learnt of what configure asked "
	assert_line --regexp '^ +\| .*nothing builds'
	assert [ ! -e "$FOLDER"/*/learnt ]
}

# bats test_tags=tier:all
@test "a configure of autoconf 2.73, whose log has no exit status, is learnt; one that failed is not" {
	autoconf_of sid
	short
	run grep -c "^# Generated by GNU Autoconf 2.7[3-9]" configure
	assert_output 1
	cached -- ./configure --with-linux="$TREE"
	assert_success
	assert_line --partial "learnt 2 of 2 probes"
	assert_equal "$(learnt)" "ex_cv_gone=no ex_cv_printk=yes"

	cd .. && rm -r one folder
	short "AC_MSG_ERROR([no more])"
	# A command that goes on all the same.
	printf '%s\n' '#!/bin/sh' "PACKAGE_TARNAME='called'" './configure "$@" || :' >called
	chmod +x called
	cached -- ./called --with-linux="$TREE"
	assert_success
	assert_line --partial "error: no more"
	assert_line --partial "config.log does not say that configure succeeded: nothing is learnt"
	assert [ ! -e "$FOLDER"/*/learnt ]
}

# bats test_tags=tier:full
@test "of two variables whose names differ in case alone one is learnt" {
	short 'ASK([Printk], [printk("");])'
	cached -- ./configure --with-linux="$TREE"
	assert_success
	assert_line --partial "learnt 2 of 3 probes"
	assert_equal "$(learnt)" "ex_cv_gone=no ex_cv_printk=yes"
}

# bats test_tags=tier:quick
@test "what is no configure of autoconf's is refused" {
	cached -- ls
	assert_failure 2
	assert_line --index 0 "kshim configure: *** ls is not a configure that autoconf made."
	cached --nonsense
	assert_failure 2
	cached --
	assert_failure 2
}

# same PROJECT SUITE ANSWERS FIRST SECOND...: what its configure makes at each SECOND is the same with and without what
# was learnt at FIRST, and at least so many answers were handed over.
same() {
	local out=$BATS_TEST_TMPDIR/$1-$2 second given
	run --separate-stderr "$TOP/tests/consumers/probe-cache/result" "$1" "$2" "$out" "${@:4}"
	assert_success
	for second in "${@:5}"; do
		cd "$out/$second" || return
		assert [ "$(find own -type f | wc -l)" -ge 3 ]
		run diff -r own ours
		assert_success
		refute_output
		given=$(grep -o '[0-9]* answers of .* were handed over' ours.log)
		assert [ "${given%% *}" -ge "$3" ]
		echo "# $1 of $2, learnt at $4, at $second: $given; seconds of CPU: $(tr '\n' ' ' <cpu)" >&3
	done
}

# bats test_tags=tier:full
@test "OpenAFS of bullseye, learnt at 6.1: the same at 5.10" {
	same openafs bullseye 140 6.1 5.10
}

# bats test_tags=tier:full
@test "OpenAFS of bookworm, learnt at 6.1: the same at 5.10 and 6.12" {
	same openafs bookworm 140 6.1 5.10 6.12
}

# bats test_tags=tier:full
@test "OpenAFS of trixie, learnt at 6.1: the same at 6.12" {
	same openafs trixie 140 6.1 6.12
}

# bats test_tags=tier:full
@test "OpenAFS of sid, learnt at 6.12: the same at 7.2" {
	same openafs sid 140 6.12 7.2
}

# bats test_tags=tier:full
@test "OpenZFS of trixie, learnt at 6.12: the same at 6.1 and 5.10" {
	same zfs trixie 200 6.12 6.1 5.10
}

# bats test_tags=tier:full
@test "OpenZFS of sid, learnt at 6.12: the same at 7.2" {
	same zfs sid 200 6.12 7.2
}
