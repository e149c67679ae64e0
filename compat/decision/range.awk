# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# Which kernels an entry of the catalogue is for, for other programs: awk -f range.awk -f PROGRAM.
# tests/readers/ranges.list has the cases.

# is_covered(KERNELS, RELEASE, VENDOR): does KERNELS, as "4.18 - 6.14, RHEL 8.0 - 8.9, 9.0 - 9.3",
# name the release? Each range counts with both of its ends; what stands behind the second
# number of a release is a stable update, a candidate or a distributor's, and of no account. A
# distribution's name holds for what follows it. VENDOR is "RHEL 8.4" where the headers say so,
# else "": RHEL's 4.18 has the code of much later kernels, so that of its kernels only its own
# ranges tell. A release that can't be read is one that nobody has read the sources of.
function is_covered(kernels, release, vendor,    n, range, i, name, ends, at) {
	at = version_of(release)
	if (vendor != "") {
		split(vendor, ends, " ")
		vendor = ends[1]
		at = version_of(ends[2])
	}
	if (at < 0)
		return 0
	n = split(kernels, range, /, */)
	for (i = 1; i <= n; i++) {
		if (match(range[i], /^[A-Za-z]+ +/)) {
			name = substr(range[i], 1, RLENGTH)
			sub(/ +$/, "", name)
			range[i] = substr(range[i], RLENGTH + 1)
		}
		if (split(range[i], ends, / *- */) < 2)
			ends[2] = ends[1]
		if (name == vendor && version_of(ends[1]) >= 0 && \
		    version_of(ends[1]) <= at && at <= version_of(ends[2]))
			return 1
	}
	return 0
}

# 6001 of "6.1.0-56-amd64"; -1 where there are no two numbers.
function version_of(text,    number) {
	if (text !~ /^[0-9]+\.[0-9]/)
		return -1
	split(text, number, /[^0-9]/)
	return number[1] * 1000 + number[2]
}
