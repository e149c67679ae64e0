# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# shellcheck shell=bash
#
# Modules made for the purpose, built in a kernel's root and loaded in a guest.

# part N: of what a script in a root printed, between lines of four signs.
part() {
	awk -v n="$1" '/^====$/ { i++; next } i + 1 == n' "$BATS_TEST_TMPDIR/all"
}

# in_root_with_modules NAME: as in_root_with_tool, in a folder for modules.
in_root_with_modules() {
	{
		cat <<'EOF'
RELEASE=${TREE##*/linux-headers-}
# module NAME LICENCE: standard input is its source.
module() {
	{
		printf '#include <linux/%s.h>\n' module slab string srcu version
		cat
		printf 'MODULE_LICENSE("%s");\n' "$2"
	} >"$1.c"
	echo "obj-m += $1.o" >>Kbuild
}
# build [ARGUMENT...]: the modules that were named since the last time.
build() {
	make -s -C "$TREE" M="$PWD" "$@" >log 2>&1 || {
		cat log >&2
		exit 1
	}
	: >Kbuild
}
# audit ARGUMENT...: findings are no failure.
audit() {
	/bundle/kshim audit "$@" || [ $? -eq 1 ]
}
# tainted_modules: closed is proprietary, middle uses it, and gpl and plain use middle; gpl needs
# a GPL-only symbol, too.
tainted_modules() {
module closed Proprietary <<'EOS'
int judge_closed(void);
int judge_closed(void) { return 1; }
EXPORT_SYMBOL(judge_closed);
EOS
module middle GPL <<'EOS'
int judge_closed(void);
int judge_middle(void);
int judge_middle(void) { return judge_closed(); }
EXPORT_SYMBOL(judge_middle);
EOS
module gpl GPL <<'EOS'
int judge_middle(void);
int use(void);
int use(void) { synchronize_srcu(NULL); return judge_middle(); }
EOS
module plain GPL <<'EOS'
int judge_middle(void);
int use(void);
int use(void) { return judge_middle(); }
EOS
}
# symbol_get_module: get asks symbol_get() for a plain export.
symbol_get_module() {
module get GPL <<'EOS'
static int __init start(void) { return symbol_get(kstrdup) ? 0 : -ENOENT; }
module_init(start);
EOS
}
# bounds_module: bounds uses the bounds of a section that it doesn't have, which nobody exports.
bounds_module() {
module bounds GPL <<'EOS'
extern char __start_judge[], __stop_judge[];
long use(void);
long use(void) { return __stop_judge - __start_judge; }
EOS
}
# twice_module: twice is built, and exports a symbol of the kernel's. modpost would refuse the name that
# it has in the end; each string has its place in the module.
twice_module() {
module twice GPL <<'EOS'
int kstrdup_again(void);
int kstrdup_again(void) { return 1; }
EXPORT_SYMBOL(kstrdup_again);
EOS
build
LC_ALL=C sed -i 's/kstrdup_again/kstrdup\x00again/g' twice.ko
}
mkdir /tmp/modules
cd /tmp/modules
EOF
		cat
	} | in_root_with_tool "$@" >"$BATS_TEST_TMPDIR/all"
}

# loaded NAME [--append WORDS] MODULE...: a guest with the kernel NAME loads them in this order, of
# part 1, which is a tar of modules in base64: "MODULE STATUS" each, and behind "kernel: " what the
# kernel said, first which one it is.
loaded() {
	local folder name=$1 options=()
	shift
	if [[ $1 == --append ]]; then
		options=("$1" "$2")
		shift 2
	fi
	cd "$BATS_TEST_TMPDIR" || return
	read -r folder _ < <("$TOP/tests/guest/kernel" "$name")
	mkdir -p stage/modules stage/bin
	part 1 | base64 -d | tar -x -C stage/modules
	cat >stage/steps <<'EOF'
dmesg | sed -n 's/.*\] \(Linux version\)/kernel: \1/p'
for module in MODULES; do
	said load "$module" >/tmp/said
	echo "$module $(cat /tmp/status)"
	sed "s/^/kernel: /" /tmp/said
done
ok loading
EOF
	sed -i "s/MODULES/$*/" stage/steps
	"$TOP/tests/guest/boot" "${options[@]}" "$folder" stage log >report || {
		tail -n 20 log/console
		return 1
	}
	sed -n 's/^# //p' report
}
