#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# kshim audit of a whole machine: six DKMS modules on three kernels, against what DKMS itself does.

# bats file_tags=tier:full

load lib/load
load lib/tool

setup_file() {
	build_tool
	cd "$BATS_FILE_TMPDIR" || return
	# The oracle is a real build by DKMS of each module for each kernel, after kshim has said what it thinks.
	in_root_with_tool 6.1 >out <<'END'
K=${TREE#/usr/src/linux-headers-}
V=$(/kshim/packaging/version)
export PATH="/bundle:$PATH"
/kshim/tests/kernels/gpl-only "$TREE" >/dev/null
# add NAME LICENCE CALL
add() {
	mkdir "/usr/src/$1-1"
	printf '%s\n' "PACKAGE_NAME=\"$1\"" 'PACKAGE_VERSION="1"' "BUILT_MODULE_NAME[0]=\"$1\"" \
		'DEST_MODULE_LOCATION[0]="/extra"' 'AUTOINSTALL="yes"' >"/usr/src/$1-1/dkms.conf"
	echo "obj-m += $1.o" >"/usr/src/$1-1/Kbuild"
	printf '#include <linux/module.h>\n#include <linux/mm.h>\nvoid use(struct page *page);\nvoid use(struct page *page)\n{\n\t%s;\n}\nMODULE_LICENSE("%s");\n' \
		"$3" "$2" >"/usr/src/$1-1/$1.c"
	dkms add "$1/1"
}
{
	add fine GPL 'put_page(page)'
	add release Proprietary 'put_page(page)'
	add dead Proprietary 'rcu_read_lock()'
	add broken GPL 'no_such_api(page)'
	add alone BSD '(void)page'
	add other Proprietary 'folio_put(page_folio(page))'
	for name in fine release dead broken alone; do
		dkms install "$name/1" -k "$K" || :
	done
} >/dev/null 2>&1
# tell NAME OPTION...
tell() {
	echo "== $1"
	shift
	kshim audit "$@" 2>/tmp/said || echo "exit $?"
}
before=$(find /var/lib/dkms /lib/modules /tmp | sort)
tell text
tell json --json
tell quiet --quiet
tell build --build --json
tell html --build --html /tmp/page.html
cat /tmp/page.html
after=$(find /var/lib/dkms /lib/modules /tmp ! -path /tmp/page.html ! -path /tmp/said | sort)
echo "== left"
[ "$before" = "$after" ] || printf '%s\n%s\n' "$before" "$after" | sort | uniq -u
echo "== dkms"
for tree in /usr/src/linux-headers-*-amd64; do
	release=${tree#/usr/src/linux-headers-}
	for name in fine release dead broken alone other; do
		dkms build "$name/1" -k "$release" >/dev/null 2>&1 && built=ok || built=breaks
		echo "$name $release $built"
	done
done
{
	prefix=/usr /kshim/packaging/install dkms
	dkms add "kshim/$V"
	dkms install "kshim/$V" -k "$K"
	kshim enable release
	dkms install release/1 -k "$K"
	for tree in /usr/src/linux-headers-*-cloud-amd64; do
		dkms remove release/1 -k "${tree#/usr/src/linux-headers-}"
	done
} >/dev/null 2>&1
tell enabled --build --json
END
	: >left
	awk '/^== / { name = $2; next } { print > name }' out
}

setup() {
	cd "$BATS_FILE_TMPDIR" || return
}

# cells FILE: lines "MODULE KERNEL STATE".
cells() {
	perl -MJSON::PP -0777 -ne '
		s/^exit.*//m;
		for my $m (@{ decode_json($_)->{machine}{modules} }) {
			print "$m->{name} $_->{kernel} $_->{state}\n" for @{ $m->{cells} };
		}' "$1" | sort
}

@test "what was not built for a kernel is unknown there, and never agreement" {
	assert_equal "$(cells json | wc -l)" 18
	# Two were built for one kernel of three, and four, three of which DKMS can't build there, for none.
	assert_equal "$(cells json | grep -c ' unknown$')" 16
	assert_equal "$(cells json | grep -c ' ok$')" 2
	run tail -n 1 json
	assert_output "exit 1"
	run cat text
	assert_line --index 0 --regexp "^0 of 6 modules load on .*; of 6 it is unknown\.$"
	assert_line --regexp "^release .* unknown +unknown +unknown$"
}

@test "with --build each cell agrees with DKMS's own build" {
	sed 's/^exit.*//' dkms | sort >dkms.sorted
	assert_equal "$(wc -l <dkms.sorted)" 18
	assert_equal "$(cells build | grep -c unknown || :)" 0
	# Without kshim what needs it breaks, as DKMS finds.
	run diff dkms.sorted <(cells build | sed 's/needs kshim$/breaks/')
	assert_success
	assert [ "$(grep -c breaks dkms.sorted)" -ge 7 ]
	# Without kshim on the machine no substitute is in force.
	run cells build
	refute_output --partial "needs kshim"
}

@test "a build by --build leaves nothing behind" {
	run cat left
	refute_output
}

@test "a module that is enabled loads with kshim; where kshim wasn't built, that is unknown" {
	run cells enabled
	assert_line --regexp "^release 6\.1\..*-[0-9]+-amd64 with kshim$"
	assert_line --regexp "^release 6\.1\..*-cloud-amd64 unknown$"
}

@test "a hook is told only what matters at the next boot" {
	run cat quiet
	assert_line --index 0 --regexp "^kshim: 0 of 6 modules load on .*-rt-amd64, the newest kernel; of 6 it is unknown\.$"
	refute_output --partial cloud
}

@test "the page shows each module on each kernel, in words and colours, at 1200 and at 400 pixels" {
	local size
	sed 's/^exit [0-9]*$//' html >page.html
	for size in 1200,900 400,900; do
		"$TOP/tests/browse" page.html "picture-$size.png" "$size" >dom
		run cat dom
		assert_output --partial '<span class="tag breaks">breaks</span>'
		assert_output --partial '<span class="tag ok">ok</span>'
		assert_output --partial "no_such_api"
		assert_output --partial "it is unknown"
		assert_output --partial "put_page"
		# A reason leads to what upstream did about the symbol, which is further below.
		assert_output --partial '<a href="#incident-devmap_managed_key">what upstream did</a>'
		assert_output --regexp '<dt id="incident-devmap_managed_key">devmap_managed_key</dt><dd>[^<]*31c5bda3a656'
	done
}
