#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The life of kshim under DKMS, in throwaway copies of the suites' roots: for two
# kernels on Debian 12 (DKMS 3.0.10), for one on Debian 13 (3.2.2); a kernel
# with substitutes and a consumer of them; a kernel that configure refuses.

load lib/load
load lib/roots

# What the scripts below have at hand.
preamble() {
	cat <<'EOF'
K=${TREE#/usr/src/linux-headers-}
V=$(/kshim/packaging/version)
LOG=/var/lib/dkms/kshim/$V/build/make.log

# checkout: kshim's sources where DKMS looks for them.
checkout() {
	prefix=/usr /kshim/packaging/install dkms
}

# dkms_do COMMAND [RELEASE]
dkms_do() {
	quiet dkms "$1" -m kshim -v "$V" ${2:+-k "$2"}
}

# files: all that DKMS and depmod could have left, but DKMS's own signing key.
files() {
	find /var/lib/dkms /lib/modules /etc/modprobe.d /etc/depmod.d ! -name 'mok.*' 2>/dev/null | sort
}
config() {
	"/usr/src/kshim-$V/compat/kshim-config" "$@"
}
EOF
}

# bats test_tags=tier:quick
@test "Debian 12: add, build, install, uninstall, remove for two kernels, and nothing is left" {
	run in_root 6.1 <<'EOF'
checkout
files >/tmp/before
dkms_do add
for k in "$K" "${K%amd64}cloud-amd64"; do
	dkms_do build "$k"
	dkms_do install "$k"
	dkms status -m kshim -v "$V" -k "$k" | sed 's/.*: //'
	modinfo -k "$k" -F filename kshim | sed "s|/lib/modules/$k||"
	config --kernel "$k" --verdict put_page
	folder=$(dirname "$(config --kernel "$k" --symvers)")
	config --kernel "$k" --json | grep -c "\"release\": \"$k\""
	[ "$(config --kernel "$k" --includes)" = "-I/usr/src/kshim-$V/compat/include -I$folder" ]
	find "$folder/" -maxdepth 1 -type f -printf '%f\n' | sort | paste -sd ' '
	echo "flags: $(kernelver=$k config --cflags)"
done
for k in "$K" "${K%amd64}cloud-amd64"; do
	dkms_do uninstall "$k"
	modinfo -k "$k" kshim 2>&1 | sed 's/.*: //'
	dkms_do remove "$k"
done
# depmod's lists are there once it has run, which is not DKMS's doing alone.
files | diff /tmp/before - | grep '^>' | grep -v '/modules\.[a-z.]*$' || echo nothing is left
EOF
	assert_success
	local one="installed
/updates/dkms/kshim.ko
plain
1
Module.symvers kshim.json kshim.target kshim_config.h
flags: "
	assert_output "$one
$one
Module kshim not found.
Module kshim not found.
nothing is left"
}

# bats test_tags=tier:full
@test "Debian 13: the same with a newer DKMS, which fetches the checkout itself" {
	run in_root 6.12 <<'EOF'
dkms --version
quiet dkms add /kshim
dkms_do install "$K"
dkms status -m kshim -v "$V" -k "$K" | sed 's/.*: //'
modinfo -k "$K" -F version kshim
config --kernel "$K" --verdict folio_put
dkms_do uninstall "$K"
dkms_do remove "$K"
dkms status
find /var/lib/dkms -name 'kshim*'
EOF
	assert_success
	assert_line --index 0 --partial "dkms-3."
	assert_line --index 1 installed
	assert_line --index 2 "$("$TOP/packaging/version")"
	assert_line --index 3 plain
	assert_equal "${#lines[@]}" 4
}

# bats test_tags=tier:all
@test "a DKMS consumer builds on a GPL-only kernel with kshim's flags, and not without" {
	run in_root 6.1 <<'EOF'
/kshim/tests/kernels/gpl-only "$TREE" >/dev/null
checkout
dkms_do add
dkms_do install "$K"
config --kernel "$K" --cflags
cp -R /kshim/tests/consumers/release /usr/src/release-1
cat >/usr/src/release-1/dkms.conf <<'END'
PACKAGE_NAME="release"
PACKAGE_VERSION="1"
BUILT_MODULE_NAME[0]="release"
DEST_MODULE_LOCATION[0]="/extra"
AUTOINSTALL="yes"
BUILD_DEPENDS[0]="kshim"
END
cp -R /usr/src/release-1 /usr/src/release-2
sed -i 's/VERSION="1"/VERSION="2"/' /usr/src/release-2/dkms.conf
cat >>/usr/src/release-1/dkms.conf <<'END'
config=/usr/bin/kshim-config
MAKE[0]="'make' -C $kernel_source_dir M=$dkms_tree/release/1/build KCFLAGS='$($config --kernel "$kernelver" --cflags)' KBUILD_EXTRA_SYMBOLS='$($config --kernel "$kernelver" --symvers)' modules"
END
quiet dkms install release/1 -k "$K"
modinfo -k "$K" -F depends release
dkms build release/2 -k "$K" >/dev/null 2>&1 || grep -o "uses GPL-only symbol.*" /var/lib/dkms/release/2/build/make.log | sort
EOF
	assert_success
	assert_output "-Ddevmap_managed_key=kshim_devmap_managed_key -D__put_devmap_managed_page_refs=kshim___put_devmap_managed_page_refs
kshim
uses GPL-only symbol '__put_devmap_managed_page_refs'
uses GPL-only symbol 'devmap_managed_key'"
}

# bats test_tags=tier:all
@test "a kernel that configure refuses gets the module without substitutes, and kshim-config says what has no route" {
	run in_root 6.1 <<'EOF'
/kshim/tests/kernels/gpl-only "$TREE" $(/kshim/tests/kernels/refused "$TREE") >/dev/null
checkout
dkms_do add
dkms_do install "$K"
grep -o 'configure: warning: This kernel has.*\|put_page() references __folio_put, which is exported GPL-only' /var/lib/dkms/kshim/"$V/$K"/*/log/make.log
modinfo -k "$K" -F name kshim
modinfo -k "$K" -F substitute kshim
for arguments in "--cflags" "--cflags --api get_page" "--cflags --api put_page" "--environment --api folio_put" \
	"--cflags --api rcu_read_lock" "--cflags --api put_page --license GPL" "--route put_page"; do
	status=0
	# shellcheck disable=SC2086 # words
	config --kernel "$K" $arguments 2>/tmp/said >/tmp/out || status=$?
	echo "$arguments: $status, $(grep -c 'warning:' /tmp/said || :) warning, $(wc -l </tmp/said) lines: $(cat /tmp/out)"
	! grep '\*\*\*' /tmp/said || sed -n 2p /tmp/said
done
EOF
	assert_success
	assert_line "configure: warning: This kernel has no clean way to release a page; a consumer that does so can't be built:"
	assert_line "put_page() references __folio_put, which is exported GPL-only"
	assert_line kshim
	refute_line --partial devmap
	assert_line "--cflags: 0, 1 warning, 3 lines: "
	assert_line "--cflags --api get_page: 0, 0 warning, 0 lines: "
	assert_line --partial "--cflags --api put_page: 1, 0 warning"
	assert_line --partial "--environment --api folio_put: 1, 0 warning"
	assert_line --partial "--cflags --api rcu_read_lock: 1, 0 warning"
	assert_line "--cflags --api put_page --license GPL: 0, 0 warning, 0 lines: "
	assert_line "--route put_page: 0, 0 warning, 0 lines: none"
	assert_line --regexp "^kshim-config: \*\*\* rcu_read_lock\(\) can't be used on 6.1.* by a module that isn't GPL-compatible\.$"
	assert_line "    put_page() references __folio_put, which is exported GPL-only by vmlinux; a substitute needs generic_pipe_buf_release or page_put_link as a plain export, which this kernel hasn't got."
	assert_line "    folio_put() references __folio_put, which is exported GPL-only by vmlinux; a substitute needs generic_pipe_buf_release or page_put_link as a plain export, which this kernel hasn't got."
	assert_line "    rcu_read_lock() references __rcu_read_lock, which is exported GPL-only by vmlinux; kshim has no substitute for it."
}

# bats test_tags=tier:all
@test "another kernel's headers under the name of this one are refused, with the reason" {
	run in_root 6.1 <<'EOF'
ln -sfn "/usr/src/linux-headers-${K%amd64}cloud-amd64" "/lib/modules/$K/build"
checkout
dkms_do add
status=0
dkms install -m kshim -v "$V" -k "$K" >/dev/null 2>&1 || status=$?
echo "exit $status"
grep '^kshim-probe:' "$LOG" | sed "s/$K/K/g; s/${K%amd64}cloud-amd64/CLOUD/g"
grep -c "They are of another, ${K%amd64}cloud-amd64" "$LOG"
dkms status -m kshim -v "$V" | sed 's/.*: //'
modinfo -k "$K" kshim 2>&1 | sed 's/.*: //'
EOF
	assert_success
	assert_output "exit 10
kshim-probe: *** /lib/modules/K/build does not hold the headers of the kernel K.
1
added
Module kshim not found."
}

# bats test_tags=tier:full
@test "DKMS keeps its tree elsewhere: kshim-config, quickstart and uninstall find it" {
	run in_root 6.1 <<'EOF'
rm -rf /lib/modules/*rt* /lib/modules/*cloud*
mkdir -p /etc/dkms/framework.conf.d /srv/dkms
cat >/etc/dkms/framework.conf.d/kshim.conf <<'END'
# dkms_tree="/nonesuch"
place='/srv/dkms tree'
dkms_tree="${place% tree}" # on the large disk
END
quiet /kshim/quickstart --no-tool
grep '^kshim.ko' /tmp/log
find /srv/dkms /var/lib/dkms -name kshim.json | sed "s/$K/K/"
config --kernel "$K" --verdict put_page
config --kernel 6.9.9 --cflags 2>&1 | sed -n 2p
/kshim/packaging/install --uninstall dkms 2>&1 | sed -n 1p
/kshim/quickstart --no-tool 2>&1 | grep -c building || :
EOF
	assert_success
	assert_output --regexp "^kshim\.ko +installed
/srv/dkms/kshim/[0-9.]*/K/x86_64/kshim\.json
plain
    There is no kshim\.json for it under /srv/dkms/kshim\.
install: \*\*\* DKMS still has kshim [0-9.]*\.
0$"
}

# bats test_tags=tier:quick
@test "dkms.conf excludes kernels before 4.18, and none after" {
	local BUILD_EXCLUSIVE_KERNEL release
	BUILD_EXCLUSIVE_KERNEL=$(sed -n 's/^BUILD_EXCLUSIVE_KERNEL="\(.*\)"/\1/p' "$TOP/dkms.conf")
	for release in 4.18.0-553.el8 4.19.0 4.20.17 5.4.0-generic 6.1.0-50-amd64 7.3-amd64 10.0.1; do
		[[ $release =~ $BUILD_EXCLUSIVE_KERNEL ]] || fail "$release is excluded"
	done
	for release in 4.17.19 4.9.0-19-amd64 4.1.15 3.10.0-1160.el7; do
		[[ ! $release =~ $BUILD_EXCLUSIVE_KERNEL ]] || fail "$release is not excluded"
	done
}

# bats test_tags=tier:quick
@test "kshim-config says what is wrong, once, and exits 1" {
	run env kernelver=6.0.0-none KSHIM_DKMS_TREE="$BATS_TEST_TMPDIR" "$TOP/compat/kshim-config" --cflags
	assert_failure 1
	assert_line --index 0 "kshim-config: *** kshim was not built for the kernel 6.0.0-none."
	assert_line --partial " -> Run: dkms install kshim/"
	run "$TOP/compat/kshim-config"
	assert_failure 1
	assert_line --index 0 "kshim-config: *** Nothing was asked."
	run "$TOP/compat/kshim-config" --verbose
	assert_failure 1
	assert_line --index 0 "kshim-config: *** There is no option --verbose."
	mkdir "$BATS_TEST_TMPDIR/build"
	echo '{"apis":{"put_page":{"verdict":"gpl"}},"cflags":""}' >"$BATS_TEST_TMPDIR/build/kshim.json"
	run env KSHIM_DIR="$BATS_TEST_TMPDIR/build" "$TOP/compat/kshim-config" --verdict put_page
	assert_success
	assert_output gpl
	run env KSHIM_DIR="$BATS_TEST_TMPDIR/build" "$TOP/compat/kshim-config" --verdict no_such_api
	assert_failure 1
	assert_line --index 0 "kshim-config: *** kshim asks nothing about no_such_api."
	run env KSHIM_DIR="$BATS_TEST_TMPDIR/build" "$TOP/compat/kshim-config" --symvers
	assert_failure 1
	assert_line --index 0 --partial "*** There is no Module.symvers in "
}

# results FOLDER RELEASE CFLAGS: what configure leaves there, as far as it matters.
results() {
	mkdir -p "$1"
	printf '{"kernel":{"release":"%s"},"apis":{"put_page":{"verdict":"plain"}},"cflags":"%s"}\n' "$2" "$3" >"$1/kshim.json"
}

config() {
	run env KSHIM_DKMS_TREE="$BATS_TEST_TMPDIR" "$TOP/compat/kshim-config" "$@"
}

# bats test_tags=tier:quick
@test "kshim-config reads the installed version, else the newest, and no other kernel's" {
	local release=6.1.0-56-amd64 arch
	arch=$(uname -m)
	results "$BATS_TEST_TMPDIR/kshim/0.9.0/$release/$arch" "$release" -DNINE
	results "$BATS_TEST_TMPDIR/kshim/0.10.0/$release/$arch" "$release" -DTEN
	config --kernel "$release" --cflags
	assert_success
	assert_output -DTEN
	ln -s "0.9.0/$release/$arch" "$BATS_TEST_TMPDIR/kshim/kernel-$release-$arch"
	config --kernel "$release" --cflags
	assert_success
	assert_output -DNINE
	config --kernel 6.1.0 --cflags
	assert_failure 1
	assert_line --index 0 "kshim-config: *** kshim was not built for the kernel 6.1.0."
}

# bats test_tags=tier:quick
@test "kshim-config has no flags to give where it can't know them" {
	local folder=$BATS_TEST_TMPDIR/build
	results "$folder" 6.1.0-56-amd64 ""
	export KSHIM_DIR=$folder
	config --kernel 6.1.0-56-amd64 --cflags
	assert_success
	config --kernel 6.2.0 --cflags
	assert_failure 1
	assert_line --index 0 --partial "*** $folder has the results for another kernel, 6.1.0-56-amd64."
	config --kernel "" --cflags
	assert_failure 1
	assert_line --index 0 "kshim-config: *** --kernel needs a release."
	config --cflags --symvers
	assert_failure 1
	assert_line --index 0 "kshim-config: *** Both --cflags and --symvers were asked."
	config --verdict 'put_.*'
	assert_failure 1
	assert_line --index 0 "kshim-config: *** kshim asks nothing about put_.*."
	touch "$folder/Module.symvers"
	cd "$BATS_TEST_TMPDIR"
	KSHIM_DIR=build config --symvers
	assert_output "$folder/Module.symvers"
	truncate -s 20 "$folder/kshim.json"
	config --cflags
	assert_failure 1
	assert_line --index 0 "kshim-config: *** $folder/kshim.json is damaged."
}
