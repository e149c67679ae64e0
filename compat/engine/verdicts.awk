# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Joins references with Module.symvers. In: the references, then Module.symvers; variables:
# arch, the kernel's word for the architecture; gpl_compatible, 1 or 0; allow_missing_imports, 1
# when the kernel lets a module leave out MODULE_IMPORT_NS; module_namespaces and section_bounds,
# 1 when its modpost knows of these (see below). References are lines
#
#	needs NAME SYMBOL KIND	KIND has "weak": nobody need define it; "baseline": an empty
#				function references it, too
#	imports NAME NAMESPACE
#	licensed NAME 0|1	its own licence, is it GPL-compatible? (else gpl_compatible holds)
#	export NAME SYMBOL	no question to a compiler: for whom is it exported?
#	is NAME COUNT		behind them: how many it needs
#	is NAME no REASON	it did not compile
#
# Out, lines:
#
#	question NAME VERDICT [REASON]
#	dependency NAME SYMBOL EXPORT PROVIDER NAMESPACE ALONE
#
# with a TAB between the columns, here as there.
#
# VERDICT: plain, namespace, gpl, missing, absent. EXPORT: plain, gpl, none.
# ALONE: the verdict that this symbol alone would make.
# What an empty function references is listed only where it spoils the verdict.
# A Module.symvers in which anything is odd is refused: exit 2 and the reason.
#
# Columns, TAB between them, the last may be empty:
#	CRC symbol module export		up to 5.3, and RHEL 8's 4.18
#	CRC symbol namespace module export	5.4, 5.5 (cb9b55d21fe0)
#	CRC symbol module export namespace	5.6 on, late 5.4.y (5190044c2965)
# so the columns are told by where EXPORT_ stands, not counted.

BEGIN {
	FS = "\t"
	# What modpost makes of each export: of a future GPL-only one it warns.
	kind["EXPORT_SYMBOL"] = kind["EXPORT_UNUSED_SYMBOL"] = kind["EXPORT_SYMBOL_GPL_FUTURE"] = "plain"
	kind["EXPORT_SYMBOL_GPL"] = kind["EXPORT_UNUSED_SYMBOL_GPL"] = "gpl"
}

NR == FNR && $1 == "needs" {
	needs[$2] = needs[$2] " " $3
	is_kind[$2, $3] = $4
	wanted[$3]
	next
}
NR == FNR && $1 == "imports" {
	imported[$2, $3]
	next
}
NR == FNR && $1 == "licensed" {
	compatible[$2] = $3
	next
}
NR == FNR && $1 == "export" {
	needs[$2] = " " $3
	wanted[$3]
	asks_export[$2]
	$3 = 1
}
NR == FNR {
	order[++questions] = $2
	says[$2] = $3
	reason[$2] = $4
	next
}

length($0) > 4096 { refuse("is " length($0) " characters long") }
/\r/ { refuse("ends in CR LF: the file went through a Windows tool") }
/[\001-\010\013\014\016-\037\177]/ { refuse("has a control character, which no symbol has") }

{
	if (NF < 4 || NF > 5)
		refuse("has " NF " columns; it was cut, or this is not a Module.symvers")
	if (!($4 in kind) && !($5 in kind))
		refuse("has no known export type: " ($4 ~ /^EXPORT_/ ? $4 : $5))
	if ($1 !~ /^0x[0-9a-fA-F]+$/ || $2 == "")
		refuse("doesn't begin with a CRC and a symbol")
	if ($2 in provider)
		refuse("names " $2 " a second time")
	if ($4 in kind) {
		provider[$2] = $3
		if ($2 in wanted) {
			export[$2] = kind[$4]
			namespace[$2] = $5
		}
	} else {
		provider[$2] = $4
		if ($2 in wanted) {
			export[$2] = kind[$5]
			namespace[$2] = $3
		}
	}
	exports++
}

END {
	if (refused)
		exit 2
	if (!exports) {
		print "It is empty." | "cat >&2"
		exit 2
	}
	for (i = 1; i <= questions; i++)
		answer(order[i])
}

function refuse(why) {
	printf "Line %d %s.\n", FNR, why | "cat >&2"
	close("cat >&2")
	refused = 1
	exit 2
}

function answer(name,    list, n, i, s, verdict, bad) {
	n = split(needs[name], list, " ")
	if (says[name] == "no") {
		print "question\t" name "\tabsent\t" reason[name]
		return
	}
	# Lines were lost: no answer is better than half of one.
	if (says[name] != n)
		return
	if ((name in asks_export) && !(list[1] in export)) {
		print "question\t" name "\tabsent\t" list[1] " is exported by nobody"
		return
	}
	verdict = "plain"
	for (i = 1; i <= n; i++) {
		s = list[i]
		if (resolved_elsewhere(s))
			continue
		bad = spoils(s, is_kind[name, s], name)
		if (rank(bad) > rank(verdict))
			verdict = bad
		if (bad != "plain" || is_kind[name, s] !~ /baseline/)
			print "dependency\t" name "\t" s "\t" (s in export ? export[s] : "none") \
				"\t" provider[s] "\t" namespace[s] "\t" bad
	}
	print "question\t" name "\t" verdict
}

# What symbol s alone would make of the verdict. Since 6.16 a namespace for named modules ("module:kvm")
# can't be imported by anybody else. (Where imports may be left out, modpost and the loader warn
# of one that is not for this module, and go on.)
function spoils(s, how, name) {
	if (!(s in export))
		return how ~ /weak/ ? "plain" : "missing"
	if (export[s] == "gpl" && !((name in compatible) ? compatible[name] : gpl_compatible))
		return "gpl"
	if (namespace[s] != "" && !allow_missing_imports &&
	    (module_namespaces && namespace[s] ~ /^module:/ || !((name, namespace[s]) in imported)))
		return "namespace"
	return "plain"
}

function rank(verdict) {
	return index("plain namespace gpl missing", verdict)
}

# Symbols that modpost never asks for, because the linker or the loader brings
# them (ignore_undef_symbol() in scripts/mod/modpost.c).
function resolved_elsewhere(s) {
	return s ~ /^(__this_module|_GLOBAL_OFFSET_TABLE_)$/ ||
		section_bounds && s ~ /^__(start|stop)_/ ||
		arch == "powerpc" && (s == ".TOC." || s ~ /^_(rest|save)(gpr|gpr0|gpr1|32gpr|fpr|vr)_/) ||
		arch == "s390" && s ~ /^__s390_indirect_jump_r/
}
