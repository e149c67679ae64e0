#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# The rpms: what rpmlint says of them, and the life of kshim-dkms under rpm, with rpm's
# own scripts, in throwaway copies of the roots of Debian 12 (DKMS 3.0.10, rpm 4.18) and 13
# (3.2.2, 4.20). Of what the rpms require, rpm knows nothing there and is told not to ask. The specs for kmod, akmod
# and KMP build with stand-ins for what Fedora, RHEL and SUSE have.

load lib/load
load lib/roots

setup_file() {
	local old
	export RPMS=$BATS_FILE_TMPDIR/rpms
	build "$TOP" new || return
	# The version before, all the rest being equal.
	"$TOP/packaging/make-dist" "$BATS_FILE_TMPDIR" >/dev/null
	tar -x -C "$BATS_FILE_TMPDIR" -f "$BATS_FILE_TMPDIR"/kshim-*.tar.gz
	old=$(echo "$BATS_FILE_TMPDIR"/kshim-*/)
	sed -i 's/^PACKAGE_VERSION=.*/PACKAGE_VERSION="0.0.9"/' "$old/dkms.conf"
	printf '## 0.0.9 - 2026-01-01\n\n- What was before.\n' >"$old/CHANGELOG.md"
	build "$old" old || return
}

# build SOURCES NAME: the rpms of those sources, in $RPMS/NAME.
build() {
	"$1/packaging/make-rpm" "$RPMS/$2" --nodeps >"$BATS_FILE_TMPDIR/log" 2>&1 || {
		cat "$BATS_FILE_TMPDIR/log" >&2
		return 1
	}
}

# in_machine [NAME SUITE]: in_root, with the rpms and rpm itself.
in_machine() {
	local debs
	debs=$("$TOP/tests/kernels/packages" "${2:-bookworm}" rpm procps 2>/dev/null)
	in_root "${1:-6.1}" --bind "$RPMS:/rpms" --bind "$debs:/debs"
}

# What the scripts below have at hand: two kernels, K and OTHER.
preamble() {
	cat <<'END'
V=$(/kshim/packaging/version)
K=${TREE#/usr/src/linux-headers-}
OTHER=${K%amd64}cloud-amd64
quiet dpkg --install /debs/*.deb
rm -rf "/usr/src/linux-headers-${K%amd64}rt-amd64" "/lib/modules/${K%amd64}rt-amd64"

# names: instead of releases and this version.
names() {
	sed "s/$OTHER/OTHER/g; s/$K/K/g; s/$V/V/g"
}

# rpm_do WHAT OPTION... [FILE...]: have rpm do it; what it and its scripts have to say, and
# what there is then.
rpm_do() {
	echo "$1:"
	shift
	rpm --nodeps "$@" >/tmp/said 2>&1 </dev/null || echo "  exit status $?"
	grep -v '^kshim-dkms: building kshim.ko for \|^rpm: .* use Alien\|^rpm: However' /tmp/said | names | sed 's/^/  /' || :
	state
}

# state: the version that rpm knows, and which of its files are not as they were; for which
# kernels there is a module, of which version, and what DKMS says of it.
state() {
	{
		echo "  rpm $(rpm -q --qf '%{version}' kshim-dkms | sed 's/.*not installed/has none/')$(rpm -V --nodeps kshim-dkms | grep -v 'not installed')"
		find /lib/modules/ -name 'kshim.ko*' | sort | while read -r module; do
			release=${module#/lib/modules/}
			release=${release%%/*}
			echo "  $release: $(modinfo -F version "$module"), $(dkms status -m kshim -k "$release" | sed 's/.*: //')"
		done
	} | names
}

# build_quickly: from here on DKMS has nothing to compile but a version, and no depmod that
# takes seconds; for what is between rpm and DKMS alone.
build_quickly() {
	ln -sf /bin/true "$(command -v depmod)"
	mkdir -p /etc/dkms
	printf '%s\n' '#!/bin/sh' 'printf "char version[] __attribute__((section(\".modinfo\"))) = \"version=%s\";\n" "$1" |' \
		'gcc -c -x c -o kshim.ko -' 'touch kshim_config.h Module.symvers kshim.target' \
		'printf "{\"kernel\": {\"release\": \"%s\"}}\n" "$2" >kshim.json' >/usr/bin/quick
	chmod +x /usr/bin/quick
	printf '%s\n' 'MAKE[0]="quick $module_version $kernelver"' >/etc/dkms/kshim.conf
}

# files: all that there is, but what belongs to rpm and depmod, and DKMS's own key.
files() {
	find / -xdev \( -path /proc -o -path /sys -o -path /tmp -o -path /rpms -o -path /debs -o -path /kshim -o -name .rpmdb \) \
		-prune -o \( -type f -o -type l \) -print | grep -v '/mok\.[a-z]*$\|/lib/modules/[^/]*/modules\.[a-z.]*$' | sort
}
END
}

# bats test_tags=tier:quick
@test "rpmlint has nothing to say, and the spec parses for other distributions" {
	local dist spec=$BATS_TEST_TMPDIR/kshim.spec
	"$TOP/packaging/rpm/spec" kshim >"$spec"
	run rpmlint -c "$TOP/packaging/rpm/rpmlint.toml" "$RPMS"/new/*.rpm "$spec"
	assert_success
	assert_line --regexp ' 4 packages and 1 specfiles checked; 0 errors, 0 warnings,'
	for dist in 'fedora 43' 'rhel 9' 'suse_version 1600'; do
		run rpmspec -q --define "$dist" --define "dist .x" --qf '%{name}-%{release}.%{arch}\n' "$spec"
		assert_success
		assert_output "kshim-1.x.$(uname -m)
kshim-dkms-1.x.noarch
kshim-devel-1.x.noarch"
	done
	# It would see, if there were something.
	sed -i 's/^%description$/&\nNow 100 % more/' "$spec"
	sed -i '/^%prep/d' "$spec"
	run rpmlint -c "$TOP/packaging/rpm/rpmlint.toml" "$spec"
	assert_line --partial "no-%prep-section"
}

# bats test_tags=tier:all
@test "the same sources give the same bytes, in another folder and under another umask" {
	mkdir "$BATS_TEST_TMPDIR/work"
	(umask 077 && TMPDIR=$BATS_TEST_TMPDIR/work build "$TOP" again)
	run diff -r "$RPMS/new" "$RPMS/again"
	assert_success
	run find "$RPMS/again" -name '*.rpm'
	assert_equal "${#lines[@]}" 4
	run rpm -qp --qf '%{buildhost} %{buildtime}\n' "$RPMS"/new/kshim-dkms-*.rpm
	assert_output "kshim $(date -u -d "$("$TOP/packaging/changelog" date)" +%s)"
}

# bats test_tags=tier:all
@test "the life of kshim-dkms: install, upgrade, reinstall, a new kernel, erase; nothing is left" {
	run in_machine <<'END'
mkdir /tmp/gone
mv "/lib/modules/$OTHER" /tmp/gone
files >/tmp/before
rpm_do install -i /rpms/old/kshim-dkms-*.rpm
rpm_do upgrade -U /rpms/new/kshim-dkms-*.rpm
rpm_do reinstall -U --replacepkgs /rpms/new/kshim-dkms-*.rpm
# As the hook does that a new kernel's package calls.
mv "/tmp/gone/$OTHER" /lib/modules
quiet dkms autoinstall -k "$OTHER"
echo new kernel:
state
kshim-config --kernel "$OTHER" --verdict put_page
rpm_do erase -e kshim-dkms
mv "/lib/modules/$OTHER" /tmp/gone
files | diff /tmp/before - && echo nothing is left
find /tmp /run -name 'dkms_*'
END
	assert_success
	assert_output "install:
  rpm 0.0.9
  K: 0.0.9, installed
upgrade:
  rpm V
  K: V, installed
reinstall:
  rpm V
  K: V, installed
new kernel:
  rpm V
  K: V, installed
  OTHER: V, installed
plain
erase:
  rpm has none
nothing is left"
}

# bats test_tags=tier:full
@test "newer DKMS and rpm: the same life, and a downgrade" {
	run in_machine 6.12 trixie <<'END'
build_quickly
rpm_do install -i /rpms/old/kshim-dkms-*.rpm
rpm_do upgrade -U /rpms/new/kshim-dkms-*.rpm
rpm_do reinstall -U --replacepkgs /rpms/new/kshim-dkms-*.rpm
rpm_do downgrade -U --oldpackage /rpms/old/kshim-dkms-*.rpm
rpm_do erase -e kshim-dkms
find /var/lib/dkms /lib/modules /usr/src -name 'kshim*'
find /tmp /run -name 'dkms_*'
END
	assert_success
	assert_output "install:
  rpm 0.0.9
  K: 0.0.9, installed
upgrade:
  rpm V
  K: V, installed
reinstall:
  rpm V
  K: V, installed
downgrade:
  rpm 0.0.9
  K: 0.0.9, installed
erase:
  rpm has none"
}

# bats test_tags=tier:full
@test "a kernel where put_page() has no route, a broken compiler, a full disk, no headers: rpm's state is whole, the reason told" {
	run in_machine <<'END'
cp "$TREE/Module.symvers" /tmp/Module.symvers
/kshim/tests/kernels/gpl-only "$TREE" $(/kshim/tests/kernels/refused "$TREE") >/dev/null
rpm_do refused -i /rpms/new/kshim-dkms-*.rpm
cp /tmp/Module.symvers "$TREE/Module.symvers"
rm -rf "/lib/modules/$OTHER"
rpm_do erase -e kshim-dkms

gcc=$(readlink -f "$(command -v gcc)")
mv "$gcc" /tmp/gcc
printf '#!/bin/sh\necho "internal compiler error" >&2\nexit 4\n' >"$gcc"
chmod +x "$gcc"
rpm_do "broken compiler" -i /rpms/new/kshim-dkms-*.rpm
grep -o "internal compiler error" "/var/lib/dkms/kshim/$V/$K.log" | sort -u
mv /tmp/gcc "$gcc"
rpm_do erase -e kshim-dkms

build_quickly
mount -t tmpfs -o size=100k tmpfs /var/lib/dkms
rpm_do "disk full" -i /rpms/new/kshim-dkms-*.rpm
mount -o remount,size=100m /var/lib/dkms
rpm_do mended -U --replacepkgs /rpms/new/kshim-dkms-*.rpm
rpm_do erase -e kshim-dkms

rm "/lib/modules/$K/build"
rpm_do "no headers" -i /rpms/new/kshim-dkms-*.rpm
rpm_do erase -e kshim-dkms
find /var/lib/dkms /lib/modules /usr/src -name 'kshim*'
END
	assert_success
	assert_output "refused:
  kshim-config: warning: a module that isn't GPL-compatible can't use all of put_page() and folio_put() on K:
      folio_put() references __folio_put, which is exported GPL-only by vmlinux; a substitute needs generic_pipe_buf_release or page_put_link as a plain export, which this kernel hasn't got.
      put_page() references __folio_put, which is exported GPL-only by vmlinux; a substitute needs generic_pipe_buf_release or page_put_link as a plain export, which this kernel hasn't got.
  rpm V
  K: V, installed
  OTHER: V, installed
erase:
  rpm has none
broken compiler:
  kshim-dkms: *** kshim.ko is not installed for K.
      The kernel K can't compile a module here.
          | internal compiler error
       -> Install the compiler and tools that it asks for, or choose others with KERNEL_CC=, KERNEL_LLVM=1,
          KERNEL_CROSS_COMPILE=.
   -> The whole story: /var/lib/dkms/kshim/V/K.log
      When that is mended, run: dkms install kshim/V -k K
  rpm V
internal compiler error
erase:
  rpm has none
disk full:
  kshim-dkms: *** kshim.ko is not installed for K.
      There is no space left.
   -> There is no room for its log. Make some in /var/lib/dkms/kshim/V, then run: dkms install kshim/V -k K
  rpm V
mended:
  rpm V
  K: V, installed
erase:
  rpm has none
no headers:
  kshim-dkms: no kernel of this machine has its headers installed; DKMS builds kshim.ko for those that will
  rpm V
erase:
  rpm has none"
}

# bats test_tags=tier:full
@test "power is lost in the middle of a DKMS build: rpm is consistent, the next run repairs" {
	local when='50 30' # an upgrade, and a reinstallation that finds what that one has left
	! full || when=$(shuf -i 0-99 -n 20)
	{
		echo "when='$when'"
		cat <<'END'
rm -rf "/lib/modules/$OTHER"
begin=$(date +%s%N)
rpm_do install -i /rpms/old/kshim-dkms-*.rpm
whole=$((($(date +%s%N) - begin) / 1000000))
for part in $when; do
	setsid rpm --nodeps -U --replacepkgs /rpms/new/kshim-dkms-*.rpm >/dev/null 2>&1 </dev/null &
	sleep "$(awk -v part="$part" -v whole="$whole" 'BEGIN { print part * whole / 1e5 }')"
	# Not all kinds of sh take a group without -s.
	kill -s KILL -- "-$!" || echo "$part %: it was over"
	wait "$!" 2>/dev/null || :
	rpm_do "killed, then" -U --replacepkgs /rpms/new/kshim-dkms-*.rpm
done
# Killed in the instant in which DKMS stores what it has built.
quiet dkms uninstall "kshim/$V" -k "$K"
find "/var/lib/dkms/kshim/$V/$K" -name 'kshim.ko*' -delete
rpm_do "killed late, then" -U --replacepkgs /rpms/new/kshim-dkms-*.rpm
rpm_do erase -e kshim-dkms
find /var/lib/dkms /lib/modules /usr/src -name 'kshim*'
END
	} >"$BATS_TEST_TMPDIR/script"
	run in_machine <"$BATS_TEST_TMPDIR/script"
	assert_success
	assert_output "install:
  rpm 0.0.9
  K: 0.0.9, installed
$(for _ in $when; do printf 'killed, then:\n  rpm V\n  K: V, installed\n'; done)
killed late, then:
  rpm V
  K: V, installed
erase:
  rpm has none"
}

# bats test_tags=tier:quick
@test "what kshim enable wrote goes with the command, an administrator's own file stays" {
	run in_machine <<'END'
mkdir -p /etc/dkms
printf '%s\n' "# Begin of kshim's part; kshim disable removes it." kshim "# End of kshim's part." >/etc/dkms/ours.conf
echo "# mine" >/etc/dkms/mine.conf
cat /etc/dkms/mine.conf /etc/dkms/ours.conf >/etc/dkms/both.conf
: >/etc/dkms/empty.conf
files >/tmp/before
quiet rpm --nodeps -i /rpms/old/kshim-0*64.rpm /rpms/old/kshim-devel-*.rpm
quiet rpm --nodeps -U /rpms/new/kshim-0*64.rpm /rpms/new/kshim-devel-*.rpm
rpm -V --nodeps kshim kshim-devel
rpm -q --qf '%{name} %{version}\n' kshim kshim-devel | names
ls /etc/dkms/ours.conf
quiet rpm -e kshim kshim-devel
files >/tmp/after
comm -3 /tmp/before /tmp/after | sed 's/^/gone: /'
cmp /etc/dkms/mine.conf /etc/dkms/both.conf
END
	assert_success
	assert_output "kshim V
kshim-devel V
/etc/dkms/ours.conf
gone: /etc/dkms/ours.conf"
}

# bats test_tags=tier:full
@test "kmod, akmod and KMP: the specs parse without any macros, and build with those of each distribution" {
	local spec
	for spec in kshim-kmod kshim-kmp; do
		"$TOP/packaging/rpm/spec" "$spec" >"$BATS_TEST_TMPDIR/$spec.spec"
		run rpmspec -q "$BATS_TEST_TMPDIR/$spec.spec"
		assert_success
		assert_output "$spec-$("$TOP/packaging/version")-1.src"
		run rpmlint -c "$TOP/packaging/rpm/rpmlint.toml" "$BATS_TEST_TMPDIR/$spec.spec"
		assert_success
		assert_line --partial " 0 errors, 0 warnings,"
	done
	run in_machine <<'END'
mkdir /tmp/build
cd /tmp/build
quiet rpm --define "_topdir $PWD" -i /rpms/new/kshim-*.src.rpm
cp /kshim/packaging/rpm/kshim-kmp.files SOURCES
PATH=/kshim/tests/rpm:$PATH

# build OPTION...: what of kshim the binary rpms hold, and what a consumer reads there.
build() {
	quiet rpmbuild --nodeps --define "_topdir $PWD" "$@"
	for rpm in RPMS/*/*; do
		rm -rf content
		mkdir content
		rpm2archive - <"$rpm" | tar -xz -C content
		rpm -qp --qf '%{name}:' "$rpm"
		find content \( -name '*.ko' -o -name '*.rpm' \) -printf ' %P'
		find content -name kshim.ko | while read -r module; do
			printf ', %s' "$(KSHIM_DIR=${module%/*} /kshim/compat/kshim-config --verdict put_page)"
		done
		echo
	done | names
	rm -r RPMS
}
for name in kshim-kmod kshim-kmp; do
	/kshim/packaging/rpm/spec "$name" >"SPECS/$name.spec"
done
build --load=/kshim/tests/rpm/macros.rhel --define "TEST_KERNEL $K" -bb SPECS/kshim-kmp.spec
build --load=/kshim/tests/rpm/macros.suse --define "TEST_KERNEL ${K%-amd64}" --define "TEST_FLAVORS cloud-amd64" \
	-bb SPECS/kshim-kmp.spec
build -bb SPECS/kshim-kmod.spec
# As akmods does, from the source rpm in that package.
cp content/usr/src/akmods/*.src.rpm .
build --rebuild --define "kernels $K" ./*.src.rpm
END
	assert_success
	assert_output "kmod-kshim: lib/modules/K/extra/kshim/kshim.ko, plain
kshim-kmp-cloud-amd64: usr/lib/modules/OTHER/updates/kshim/kshim.ko, plain
akmod-kshim: usr/src/akmods/kshim-kmod-V-1.src.rpm
kmod-kshim-K: lib/modules/K/extra/kshim/kshim.ko, plain"
}
