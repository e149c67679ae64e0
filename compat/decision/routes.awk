# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# From verdicts to routes and substitutes. In: the catalogue (variable
# catalogue), the roles of the probes (variable roles, "API=ROLE ..."), and the
# answers of kshim-probe. Out: json and header, files. Needs stanzas.awk.
#
# The route of an API is native when its verdict is plain; substitute when every
# dependency symbol that spoils the verdict is in the catalogue, in the form
# that this kernel declares, and what the substitute is made of is plain; else
# none. An API with the role "release" that comes out as none is a refusal, one
# for each symbol that has no substitute.

BEGIN {
	FS = "\t"
	read_catalogue()
	n = split(roles, list, " ")
	for (i = 1; i <= n; i++) {
		split(list[i], pair, "=")
		role[pair[1]] = pair[2]
	}
}

$1 == "target" { target[$2] = $3 }
$1 == "license" { license = $2; gpl_compatible = $3 }
$1 == "question" && $2 ~ /^form_/ { form[substr($2, 6)] = $3 != "absent"; next }
$1 == "question" { verdict[$2] = $3; api[++apis] = $2 }
$1 == "dependency" && $2 !~ /^form_/ { dependency[$2, ++dependencies[$2]] = $0 }

END {
	# What drops a reference: exactly put_page(), out of line, in order of choice.
	n = split("generic_pipe_buf_release page_put_link", list, " ")
	for (i = n; i >= 1; i--)
		if (verdict[list[i]] == "plain")
			means = list[i]
	for (i = 1; i <= apis; i++)
		choose(api[i])
	for (i = 1; i <= entries; i++)
		if (entry[i] in chosen) {
			substitutes = substitutes (substitutes == "" ? "" : " ") symbol[entry[i]]
			cflags = cflags (cflags == "" ? "" : " ") "-D" symbol[entry[i]] "=kshim_" symbol[entry[i]]
		}
	write_json()
	write_header()
}

# The catalogue by the names of its entries, in its order.
function read_catalogue(    i, name) {
	entries = read_stanzas(catalogue)
	for (i = 1; i <= entries; i++) {
		entry[i] = name = stanza[i, "Name"]
		symbol[name] = stanza[i, "Symbol"]
		needs[name] = stanza[i, "Needs"]
	}
}

# Set route[a]; note the substitutes that it takes, or why there is none.
function choose(a,    i, field, name, why, taken, list) {
	route[a] = verdict[a] == "plain" ? "native" : verdict[a] == "absent" ? "none" : "substitute"
	if (route[a] != "substitute")
		return
	for (i = 1; i <= dependencies[a]; i++) {
		split(dependency[a, i], field, "\t")
		if (field[7] == "plain")
			continue
		name = substitute_of(field[3])
		why = ""
		if (name == "")
			why = known(field[3]) ? "this kernel declares it in a form that kshim doesn't know" : \
				"kshim has no substitute for it"
		else if (needs[name] == "release" && means == "")
			why = "a substitute needs generic_pipe_buf_release or page_put_link as a plain export, and neither is"
		if (why == "")
			taken = taken " " name
		else {
			route[a] = "none"
			if (role[a] == "release")
				refused[++refusals] = "{\"api\": " quote(a) ", \"symbol\": " quote(field[3]) \
					", \"export\": " quote(field[4]) ", \"reason\": " quote(reason(field) "; " why) "}"
		}
	}
	if (route[a] == "substitute")
		for (i = split(taken, list, " "); i > 0; i--)
			chosen[list[i]] = 1
}

function reason(field) {
	return field[4] == "none" ? "not exported" : \
		field[7] == "namespace" ? "exported in the namespace " field[6] : \
		"exported GPL-only by " field[5]
}

# The catalogue's entry for symbol s in the form of this kernel, or "".
function substitute_of(s,    i) {
	for (i = 1; i <= entries; i++)
		if (symbol[entry[i]] == s && form[entry[i]])
			return entry[i]
	return ""
}

function known(s,    i) {
	for (i = 1; i <= entries; i++)
		if (symbol[entry[i]] == s)
			return 1
	return 0
}

function quote(s) {
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	return "\"" s "\""
}

function write_json(    i, j, list, n, t) {
	t = "{\n \"schema\": 1,\n \"version\": " quote(version) ",\n"
	t = t " \"kernel\": {\n  \"release\": " quote(target["release"]) ",\n  \"source\": " quote(target["source"]) \
		",\n  \"build\": " quote(target["build"]) ",\n  \"arch\": " quote(target["arch"]) \
		",\n  \"compiler\": " quote(target["compiler"]) "\n },\n"
	t = t " \"license\": {\n  \"string\": " quote(license) ",\n  \"gpl_compatible\": " \
		(gpl_compatible ? "true" : "false") "\n },\n \"apis\": {"
	for (i = 1; i <= apis; i++) {
		t = t comma(i) "\n  " quote(api[i]) ": {\n   \"verdict\": " quote(verdict[api[i]]) \
			",\n   \"route\": " quote(route[api[i]]) ",\n   \"dependencies\": ["
		for (j = 1; j <= dependencies[api[i]]; j++) {
			split(dependency[api[i], j], list, "\t")
			t = t comma(j) "\n    {\"symbol\": " quote(list[3]) ", \"export\": " quote(list[4]) \
				", \"provider\": " quote(list[5]) ", \"namespace\": " quote(list[6]) \
				", \"verdict\": " quote(list[7]) "}"
		}
		t = t (dependencies[api[i]] ? "\n   " : "") "]\n  }"
	}
	t = t "\n },\n \"refused\": ["
	for (i = 1; i <= refusals; i++)
		t = t comma(i) "\n  " refused[i]
	t = t (refusals ? "\n " : "") "],\n \"substitutes\": ["
	n = split(substitutes, list, " ")
	for (i = 1; i <= n; i++)
		t = t comma(i) (i == 1 ? "" : " ") quote(list[i])
	print t "],\n \"cflags\": " quote(cflags) "\n}" > json
	close(json)
}

function comma(i) { return i == 1 ? "" : "," }

function write_header(    i, list) {
	print "/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */" > header
	printf "/* What configure found on %s. Every macro is 0 or 1. */\n", target["release"] > header
	print "#ifndef KSHIM_CONFIG_H\n#define KSHIM_CONFIG_H" > header
	print "\n/* The kernel has the API; its licence class may call it as it is. */" > header
	for (i = 1; i <= apis; i++) {
		define("HAVE_" api[i], verdict[api[i]] != "absent")
		define("NATIVE_" api[i], route[api[i]] == "native")
	}
	print "\n/* The consumers' licence is one that the kernel counts as GPL-compatible. */" > header
	define("GPL_COMPATIBLE", gpl_compatible)
	print "\n/* Substitutes that kshim.ko holds, by their names in the catalogue. */" > header
	for (i = 1; i <= entries; i++)
		define("SUBSTITUTE_" entry[i], entry[i] in chosen)
	print "\n/* The symbols of those, each as the argument of a macro. */" > header
	printf "#define KSHIM_SUBSTITUTES(each)" > header
	for (i = split(substitutes, list, " "); i > 0; i--)
		printf " each(%s)", list[i] > header
	print "" > header
	print "\n/* The plain export that drops a reference for them. */" > header
	define("RELEASE_BY_GENERIC_PIPE_BUF_RELEASE", means == "generic_pipe_buf_release")
	define("RELEASE_BY_PAGE_PUT_LINK", means == "page_put_link")
	print "\n/* kshim/mm.h has kshim_put_page(), kshim_folio_put(). */" > header
	define("EXPLICIT_PUT_PAGE", verdict["put_page"] == "plain" || verdict["put_page"] != "absent" && means != "")
	define("EXPLICIT_FOLIO_PUT", route["folio_put"] != "none")
	print "\n#endif /* KSHIM_CONFIG_H */" > header
	close(header)
}

function define(name, yes) {
	printf "#define KSHIM_%s %d\n", toupper(name), yes > header
}
