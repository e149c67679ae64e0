# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Reads the project's own lists (substitutes.list, incidents.list), for other programs:
# awk -f stanzas.awk -f PROGRAM. Lines "Key: value", an empty line between two stanzas; a line
# that begins with a blank goes on with the value above it; "#" begins a comment.

# read_stanzas(FILE) sets stanza[N, KEY], N from 1, and returns how many stanzas there are.
# A file that can't be read, or has another kind of line, ends the program: a list that was
# understood in part would be a wrong answer.
function read_stanzas(file,    line, got, n, within, key, at) {
	while ((got = (getline line < file)) > 0) {
		if (line ~ /^#/)
			continue
		if (line == "") {
			within = 0
			continue
		}
		if (!within) {
			within = 1
			key = ""
			n++
		}
		if (line ~ /^ / && key != "") {
			stanza[n, key] = stanza[n, key] line
			continue
		}
		at = index(line, ":")
		if (at < 2)
			stanzas_end(file " has a line that is not \"Key: value\": " line)
		key = substr(line, 1, at - 1)
		line = substr(line, at + 1)
		sub(/^ */, "", line)
		stanza[n, key] = line
	}
	if (got < 0)
		stanzas_end(file " can't be read.")
	close(file)
	return n + 0
}

function stanzas_end(why) {
	print why | "cat >&2"
	close("cat >&2")
	exit 2
}
