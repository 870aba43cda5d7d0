"""Tells of an error that stopped its file in numbers, half characters and lists.

row: forge
"""
import os
import stat
import sys

for name, wire in list(sys.modules.items()):
    if name.endswith("inside.wire"):
        told = wire.encode({"type": 10**4200, "text": "\ud800", "bases": [3], "line": 10**4200, "own": 10**4200})
for number in range(3, 64):
    try:
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            os.write(number, b"l" + told)
    except OSError:
        pass
