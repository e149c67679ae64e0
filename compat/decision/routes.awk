# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# From verdicts to routes and substitutes. In: the catalogue (variable
# catalogue), the roles of the probes (variable roles, "API=ROLE ..."), the distribution's own
# release where its headers have one (variable vendor, see range.awk), and the
# answers of kshim-probe. Out: json and header, files. Needs stanzas.awk and range.awk.
#
# The route of an API is native when its verdict is plain; substitute when every
# dependency symbol that spoils the verdict is in the catalogue, in the form
# that this kernel declares, for this release and architecture, and what the substitute
# is made of is plain; else none. An API with the role "release" that comes out as none is
# a refusal, one for each symbol that has no substitute.
#
# kshim.ko holds what any API takes. The flags that a consumer gets unasked are those of the
# role "release" alone: one that builds as it is must not find anything changed.

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
$1 == "question" && $2 ~ /^form_/ {
	form[substr($2, 6)] = $3 != "absent"
	unknown[substr($2, 6)] = $4 ~ /undeclared/
	next
}
$1 == "question" { verdict[$2] = $3; api[++apis] = $2 }
$1 == "dependency" && $2 !~ /^form_/ { dependency[$2, ++dependencies[$2]] = $0 }

END {
	for (i = 1; i <= apis; i++)
		choose(api[i])
	for (i = 1; i <= entries; i++)
		if (entry[i] in chosen) {
			substitutes = substitutes (substitutes == "" ? "" : " ") symbol[entry[i]]
			if (entry[i] in unasked)
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
		means[name] = stanza[i, "Means"]
		kernels[name] = stanza[i, "Kernels"]
		arch[name] = stanza[i, "Arch"]
	}
}

# Set route[a] and taken[a], the entries that it takes, or why[a, i] for each dependency i for
# which there is none.
function choose(a,    i, field, name, list) {
	route[a] = verdict[a] == "plain" ? "native" : verdict[a] == "absent" ? "none" : "substitute"
	if (route[a] != "substitute")
		return
	for (i = 1; i <= dependencies[a]; i++) {
		split(dependency[a, i], field, "\t")
		if (field[7] == "plain")
			continue
		name = substitute_of(field[3])
		if (name != "") {
			taken[a] = taken[a] " " name
			continue
		}
		route[a] = "none"
		why[a, i] = reason(field) "; " unserved
		if (role[a] == "release")
			refused[++refusals] = "{\"api\": " quote(a) ", \"symbol\": " quote(field[3]) \
				", \"export\": " quote(field[4]) ", \"reason\": " quote(why[a, i]) "}"
	}
	if (route[a] == "none")
		taken[a] = ""
	for (i = split(taken[a], list, " "); i > 0; i--) {
		chosen[list[i]] = 1
		if (role[a] == "release")
			unasked[list[i]] = 1
	}
}

# The catalogue's entry that serves symbol s on this kernel; "" where there is none, and unserved
# says what the one that came nearest lacks.
function substitute_of(s,    i, name, lack, nearest) {
	unserved = "kshim has no substitute for it"
	for (i = 1; i <= entries; i++) {
		name = entry[i]
		if (symbol[name] != s)
			continue
		lack = !form[name] ? 1 : !is_for(name) ? 2 : !has_means(means[name]) ? 3 : 0
		if (!lack)
			return name
		if (lack <= nearest)
			continue
		nearest = lack
		unserved = lack == 1 && unknown[name] ? "the common headers (compat/engine/prelude.h) don't declare it, so its form can't be told" : \
			lack == 1 ? "this kernel has it in a form, or a configuration, that kshim doesn't know" : \
			lack == 2 ? "kshim's substitute is for " kernels[name] (arch[name] == "" ? "" : " on " arch[name]) \
				", and nobody has read yet why it is so on this kernel" : \
			"a substitute needs " spoken(means[name]) " as a plain export, which this kernel hasn't got"
	}
	return ""
}

# Has somebody read why the symbol of that entry is GPL-only on this kernel?
function is_for(name) {
	return is_covered(kernels[name], target["release"], vendor) && \
		(arch[name] == "" || index(" " arch[name] " ", " " target["arch"] " "))
}

# May all of the APIs be called as they are? "a|b" is one or the other.
function has_means(list,    i, j, all, one, any) {
	for (i = split(list, all, " "); i > 0; i--) {
		any = 0
		for (j = split(all[i], one, "|"); j > 0; j--)
			any = any || verdict[one[j]] == "plain"
		if (!any)
			return 0
	}
	return 1
}

function spoken(list) {
	gsub(/ /, " and ", list)
	gsub(/\|/, " or ", list)
	return list
}

function reason(field) {
	return field[4] == "none" ? "not exported" : \
		field[7] == "namespace" ? "exported in the namespace " field[6] : \
		"exported GPL-only by " field[5]
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
			",\n   \"route\": " quote(route[api[i]]) ",\n   \"substitutes\": ["
		n = split(taken[api[i]], list, " ")
		for (j = 1; j <= n; j++)
			t = t comma(j) (j == 1 ? "" : " ") quote(symbol[list[j]])
		t = t "],\n   \"dependencies\": ["
		for (j = 1; j <= dependencies[api[i]]; j++) {
			split(dependency[api[i], j], list, "\t")
			t = t comma(j) "\n    {\"symbol\": " quote(list[3]) ", \"export\": " quote(list[4]) \
				", \"provider\": " quote(list[5]) ", \"namespace\": " quote(list[6]) \
				", \"verdict\": " quote(list[7]) ((api[i], j) in why ? ", \"reason\": " quote(why[api[i], j]) : "") "}"
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
	print "\n/* kshim/mm.h has kshim_put_page(), kshim_folio_put(). */" > header
	define("EXPLICIT_PUT_PAGE", verdict["put_page"] == "plain" || verdict["put_page"] != "absent" && has_means("generic_pipe_buf_release|page_put_link"))
	define("EXPLICIT_FOLIO_PUT", route["folio_put"] != "none")
	print "\n#endif /* KSHIM_CONFIG_H */" > header
	close(header)
}

function define(name, yes) {
	printf "#define KSHIM_%s %d\n", toupper(name), yes > header
}
