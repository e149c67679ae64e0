# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Flattens one JSON document into lines "path<TAB>value":
#
#	{"a": {"b": [1, "x"]}, "c": []}	->	a.b.0	1
#						a.b.1	x
#						c	[]
#
# POSIX awk has no JSON reader and a build must run without anything else, so
# this is it, for every shell program here. A newline or tab inside a string
# comes out as \n or \t, other escapes are resolved (\u only below 128, the
# rest stays as it is written). Text that is not JSON: message, exit 2.

{ text = text $0 "\n" }

END {
	at = 1
	value("")
	blank()
	if (at <= length(text))
		bad("something stands behind the document")
}

function bad(why) {
	printf "json.awk: *** %s: not JSON at character %d: %s\n", FILENAME, at, why | "cat >&2"
	close("cat >&2")
	exit 2
}

function blank() {
	match(substr(text, at), /^[ \t\r\n]*/)
	at += RLENGTH
}

function expect(c) {
	blank()
	if (substr(text, at, 1) != c)
		bad("expected " c)
	at++
}

# Is the next character c? Then step over it.
function take(c) {
	blank()
	if (substr(text, at, 1) != c)
		return 0
	at++
	return 1
}

function string(    s, c) {
	expect("\"")
	for (s = ""; at <= length(text); at++) {
		c = substr(text, at, 1)
		if (c == "\"") {
			at++
			return s
		}
		if (c == "\\") {
			c = substr(text, ++at, 1)
			if (c == "u" && substr(text, at + 1, 2) == "00" &&
			    index("01234567", substr(text, at + 3, 1))) {
				c = sprintf("%c", 16 * index("1234567", substr(text, at + 3, 1)) \
					+ index("123456789abcdef", tolower(substr(text, at + 4, 1))))
				at += 4
			} else if (c !~ /["\\\/]/) {
				c = "\\" c
			}
		}
		s = s c
	}
	bad("a string does not end")
}

function value(path,    n, key, start) {
	blank()
	if (take("{")) {
		if (take("}")) {
			print path "\t{}"
			return
		}
		do {
			key = string()
			expect(":")
			value(path == "" ? key : path "." key)
		} while (take(","))
		expect("}")
	} else if (take("[")) {
		if (take("]")) {
			print path "\t[]"
			return
		}
		n = 0
		do
			value(path == "" ? n++ : path "." n++)
		while (take(","))
		expect("]")
	} else if (substr(text, at, 1) == "\"") {
		print path "\t" string()
	} else if (match(substr(text, at), /^(true|false|null|-?[0-9][0-9.eE+-]*)/)) {
		start = at
		at += RLENGTH
		print path "\t" substr(text, start, at - start)
	} else {
		bad("expected a value")
	}
}
