# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=bash

# assert_expected NAME FILE RELEASE: each line that was written down for NAME (explain/expected),
# before the tool had been run on it, is in FILE, for that kernel.
assert_expected() {
	local line
	run cat "$2"
	while IFS= read -r line; do
		assert_line "$line"
	done < <(sed -e '/^#/d' -e "s/KERNEL/$3/" "$TOP/tests/explain/expected/$1")
}

# provoked: a script for a root with the tool, which provokes the messages of the modpost and compiler of
# $TREE, and prints what kshim explains of them.
provoked() {
	cat <<'END'
/kshim/tests/explain/provoke "$TREE" /tmp/provoked 2>&1
cd /tmp/provoked
for name in *; do
	echo "== $name"
	/bundle/kshim explain --json --kernel "$TREE/" "$name/log" || [ $? -eq 1 ]
done
END
}

# told NAME: lines "KIND MODULE SYMBOL NAMESPACE PROBLEM HOLDER HEADER" of what was explained of NAME.
told() {
	awk -v name="$1" '/^== / { on = $2 == name; next } on' "$BATS_TEST_TMPDIR/out" | perl -MJSON::PP -0777 -ne '
		for my $m (@{ decode_json($_)->{messages} }) {
			my $f = $m->{finding};
			print join(" ", map { $_ // "-" } @$m{qw(kind module symbol namespace)}, $f->{problem}, $f->{uses}[0]{holder}, $m->{header}), "\n";
		}'
}

# assert_told WHAT...: what the script printed, in the test's file "out", recognises each message for what
# it is, as who provoked it knows; WHAT has "namespace" where the kernel has symbols in namespaces, and
# "closed" where modpost knows closed ones. The oracle of what is judged then is modpost itself, which
# has just refused it.
assert_told() {
	run told gpl
	assert_line "gpl gpl bus_register - gpl use_gpl -"
	run told link
	assert_line "undefined undefined no_such_function - missing use_undefined -"
	[[ " $* " != *" namespace "* ]] ||
		assert_line --regexp '^namespace namespace [a-zA-Z0-9_]+ [A-Za-z0-9_]+ namespace use_namespace -$'
	[[ " $* " != *" closed "* ]] ||
		assert_line --regexp '^closed (closed|-) - module:kvm - - -$'
	assert_line --regexp '^twice [^ ]+ bus_register - - - -$'
	assert_line "no-licence no_licence - - - - -"
	run told compile
	assert_line "header - - - - - -"
	assert_line "undeclared - no_such_api - - - -"
	assert_line "member - no_such_member - - - -"
}
