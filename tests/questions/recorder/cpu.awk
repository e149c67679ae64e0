# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#
# What the shell's times says, in seconds of CPU: of its children, that is, its second line.

FNR == 2 {
	for (i = 1; i <= 2; i++) {
		split($i, part, "m")
		cpu += part[1] * 60 + part[2]
	}
}
END { printf "%.2f\n", cpu }
