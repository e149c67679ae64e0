#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
"""Of the files that standard input names, print those whose SPDX line and
packaging/debian/copyright differ, then how many have been compared."""

import re
import sys

from debian.copyright import Copyright

SPDX = {"GPL-2.0-only OR BSD-2-Clause": "GPL-2 or BSD-2-clause", "BSD-2-Clause": "BSD-2-clause"}
LINE = re.compile(r"SPDX-License-Identifier: ([\w.-]+(?: OR [\w.-]+)*)")

with open("packaging/debian/copyright", encoding="utf-8") as text:
    debian = Copyright(text)
compared = 0
for name in sys.stdin.read().splitlines():
    with open(name, encoding="utf-8", errors="replace") as text:
        line = LINE.search(text.read())
    if line:
        compared += 1
        said = debian.find_files_paragraph(name).license.synopsis
        if SPDX.get(line[1]) != said:
            print(f"{name}: {line[1]}, but {said}")
print("compared", compared)
