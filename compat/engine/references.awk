# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Which undefined symbols does each question reference? In: readelf -SW -rW -sW, and
# -p .modinfo, of the object file of a unit (unit.awk). Out, lines, TAB between the columns:
#
#	question ID		its function is there
#	reference ID SYMBOL	SYMBOL is undefined and the question needs it
#	import ID NAMESPACE	a namespace that it imports; ID is empty when it can't be told whose
#	weak - SYMBOL		nobody need define it
#	code ID FUNCTION	it needs a local function beside its own
#	shared ID SYMBOL	it needs SYMBOL by way of something that another question needs, too
#	defines - SYMBOL	a global symbol that is no question's
#	orphan - SYMBOL		SYMBOL is undefined, and at one place at least it can't be told who needs
#				it there
#
# A reference need not stand in the code. The static key of
# static_branch_unlikely() stands in __jump_table alone, alternatives, bug
# tables and static-call sites have tables too, and what an inline does may lie
# in a local function or variable. So the object is a graph: its nodes are
# pieces of sections, its edges are relocations, and a question needs what can
# be reached from its function.
#
# A piece is a function or variable. In a section without symbols (.fixup,
# .altinstr_replacement) pieces begin where relocations point. Data without
# symbols are a table: each entry names the code that it is about first, and what
# follows hangs on that code (and on the piece, where something points to it, as
# .discard.annotate_data does to __jump_table in 7.2). What has a question's mark in its
# name is its own, whether anything leads there or not. Accounts are kept by places, not by
# symbols: that somebody needs a symbol is no reason that nobody else does.

# "  [    2a]  import_ns=DMA_BUF"; whose it is can't be told from the object.
/^ *\[ *[0-9a-f]+\] +import_ns=/ {
	sub(/^[^=]*=/, "")
	print "import\t\t" $0
	next
}

# Sections: "  [12] .rela.text  RELA  0000000000000000 000698 000048 18   I 40  1  8"
/^  \[ *[0-9]+\]/ {
	line = $0
	sub(/^  \[ */, "", line)
	number = line + 0
	sub(/^[0-9]+\] */, "", line)
	n = split(line, field, /[ \t]+/)
	if (n < 9)
		next
	section[number] = field[1]
	if (field[2] ~ /^RELA?$/)
		applies[hex(field[4])] = field[n - 1]
	else if (field[7] ~ /X/)
		executable[number] = 1
	next
}

# "Relocation section '.rela.text' at offset 0x698 contains 3 entries:"
/^Relocation section / {
	match($0, /at offset 0x[0-9a-f]+/)
	place = applies[hex(substr($0, RSTART + 12, RLENGTH - 12))]
	ignored = section[place] ~ /^\.(debug_|eh_frame|orc_unwind|discard)/
	next
}

# "0000000000000005  0000001a00000004 R_X86_64_PLT32  0000000000000000 __fentry__ - 4"
# The symbol's number is the upper half of the second column. Debug information, unwind tables
# and notes for objtool (.discard; 7.2 has one about each entry of __jump_table) say something
# about code and need it not. But when they name an undefined symbol it is one of the object's,
# and modpost's: static_call() leaves its key in .discard.addressable alone.
NF >= 3 && $3 ~ /^R_/ && $1 ~ /^[0-9a-f]+$/ && $2 ~ /^[0-9a-f]+$/ {
	symbol = hex(substr($2, 1, length($2) == 8 ? 6 : length($2) - 8))
	if (!symbol)
		next
	if (ignored) {
		unowned[symbol] = 1
		next
	}
	from_section[++relocations] = place
	from_offset[relocations] = hex($1)
	to_symbol[relocations] = symbol
	if ($(NF - 1) == "+")
		addend[relocations] = hex($NF)
	else if ($(NF - 1) == "-")
		addend[relocations] = -hex($NF)
	# x86 counts from the end of the instruction, so the addend is less by
	# what lies between: the four bytes themselves and an operand behind.
	if ((place in executable) && $3 ~ /^R_(X86_64_PC32|X86_64_PLT32|386_PC32)$/)
		behind[relocations] = 1
	next
}

# "    26: 0000000000000000     0 NOTYPE  GLOBAL DEFAULT  UND __fentry__"; powerpc
# puts "[<localentry>: 8]" before the section.
NF >= 7 && $1 ~ /^[0-9]+:$/ && $2 ~ /^[0-9a-f]+$/ {
	symbol = $1 + 0
	at = 7
	while ($at ~ /^\[|\]$/ && at < NF)
		at++
	value[symbol] = hex($2)
	in_section[symbol] = $at
	symbol_name[symbol] = $(at + 1)
	if ($at == "UND" && symbol) {
		undefined[symbol] = 1
		if ($5 == "WEAK")
			print "weak\t-\t" plain($(at + 1))
	} else if ($4 == "FUNC" || $4 == "OBJECT") {
		begins($at, value[symbol])
		typed[$at] = 1
		if ($4 == "FUNC") {
			code[$at] = 1
			function_at[$at ":" value[symbol]] = $(at + 1)
		}
		# Of kCFI functions clang tells the type in front, under a global name.
		sub(/^__(cfi|pfx)_/, "", $(at + 1))
		id = owner($(at + 1))
		if (id != "") {
			roots[id] = roots[id] " " $at ":" value[symbol]
			if (index($(at + 1), "question_kshim_") == 1)
				print "question\t" id
		} else if ($5 != "LOCAL") {
			print "defines\t-\t" $(at + 1)
		}
	}
	next
}

END {
	for (r = 1; r <= relocations; r++) {
		s = in_section[to_symbol[r]]
		if (s != "UND" && !(s in typed)) {
			pointed[s] = 1
			begins(s, value[to_symbol[r]] + addend[r] + (r in behind ? 4 : 0))
		}
	}
	# readelf lists the relocations of a section in the order of its bytes.
	for (r = 1; r <= relocations; r++) {
		s = from_section[r]
		target = (to_symbol[r] in undefined) ? "" : aim(r)
		own = (s in typed) || (s in pointed) ? piece(s, from_offset[r]) : ""
		if (!(s in typed) && !(s in executable)) {
			if (s != table) {
				table = s
				subject = ""
			}
			if (target != "" && (in_section[to_symbol[r]] in code)) {
				subject = target
				continue
			}
			if (subject != "" || own == "")
				hang(subject, target, r)
		}
		if (own != "")
			hang(own, target, r)
	}

	for (id in roots)
		walk(id)
	for (s in unowned)
		if (s in undefined)
			orphans[symbol_name[s]] = 1
	for (s in undefined)
		if (!(s in accounted))
			orphans[symbol_name[s]] = 1
	for (p in needs)
		if (!(p in reached))
			for (i = split(needs[p], list, " "); i > 0; i--)
				orphans[symbol_name[list[i]]] = 1
	for (p in reached)
		if ((p in needs) && reached[p] ~ / .* /)
			for (i = split(reached[p], list, " "); i > 0; i--)
				for (j = split(needs[p], wanted, " "); j > 0; j--)
					print "shared\t" list[i] "\t" plain(symbol_name[wanted[j]])
	for (s in orphans)
		print "orphan\t-\t" plain(s)
}

# What relocation r points to hangs on a piece of code or data.
function hang(on, target, r) {
	if (on == "") {
		if (target == "")
			orphans[symbol_name[to_symbol[r]]] = 1
	} else if (target == "") {
		needs[on] = needs[on] " " to_symbol[r]
	} else if (target != on) {
		edges[on] = edges[on] " " target
	}
}

# A piece of section s begins at offset o.
function begins(s, o) {
	if ((s ":" o) in known)
		return
	known[s ":" o] = 1
	starts[s] = starts[s] " " o
	pieces[s]++
}

# The piece that relocation r points to.
function aim(r,    s, o, i) {
	s = in_section[to_symbol[r]]
	o = value[to_symbol[r]] + addend[r]
	if (!(r in behind))
		return piece(s, o)
	for (i = 4; i <= 8; i++)
		if ((s ":" (o + i)) in known)
			return s ":" (o + i)
	return piece(s, o + 4)
}

# The piece of section s that holds offset o.
function piece(s, o,    low, high, middle) {
	if (((s ":" o) in known))
		return s ":" o
	if (!(s in sorted))
		sort(s)
	# start[s, low] <= o < start[s, high], where both are there.
	low = 0
	high = pieces[s] + 1
	while (high - low > 1) {
		middle = int((low + high) / 2)
		if (start[s, middle] <= o)
			low = middle
		else
			high = middle
	}
	# Padding for patching lies before a function, and is its own.
	return s ":" start[s, low ? low : 1]
}

# Put the beginnings of section s in order (heapsort: awk has no sort).
function sort(s,    list, n, i, x) {
	sorted[s] = 1
	n = split(starts[s], list, " ")
	for (i = int(n / 2); i >= 1; i--)
		sift(list, i, n)
	for (i = n; i >= 1; i--) {
		x = list[1]
		list[1] = list[i]
		start[s, i] = x + 0
		sift(list, 1, i - 1)
	}
}

function sift(list, i, n,    child, x) {
	for (x = list[i]; (child = 2 * i) <= n; i = child) {
		if (child < n && list[child + 1] + 0 > list[child] + 0)
			child++
		if (list[child] + 0 <= x + 0)
			break
		list[i] = list[child]
	}
	list[i] = x
}

# Everything that can be reached from what is the question's own belongs to it.
function walk(id,    stack, depth, list, i, s, visited, p) {
	for (i = split(roots[id], list, " "); i > 0; i--) {
		stack[++depth] = list[i]
		its_own[id, list[i]]
	}
	while (depth > 0) {
		p = stack[depth--]
		if (p in visited)
			continue
		visited[p] = 1
		reached[p] = reached[p] " " id
		if ((p in function_at) && !((id, p) in its_own))
			print "code\t" id "\t" function_at[p]
		for (i = split(needs[p], list, " "); i > 0; i--) {
			s = list[i]
			accounted[s] = 1
			if (!((id, s) in printed)) {
				printed[id, s] = 1
				print "reference\t" id "\t" plain(symbol_name[s])
			}
		}
		for (i = split(edges[p], list, " "); i > 0; i--)
			if (!(list[i] in visited))
				stack[++depth] = list[i]
	}
}

# Whose mark (unit.awk) does a name have?
function owner(name) {
	return match(name, /_kshim_([0-9]+|pass|fail|reference)_/) ? substr(name, RSTART + 7, RLENGTH - 8) : ""
}

function plain(name) {
	sub(/_kshim_([0-9]+|pass|fail|reference)_/, "", name)
	return name
}

function hex(s,    i, n) {
	if (s in hexed)
		return hexed[s]
	n = 0
	for (i = s ~ /^0x/ ? 3 : 1; i <= length(s); i++)
		n = 16 * n + index("123456789abcdef", substr(s, i, 1))
	return hexed[s] = n
}
