"""Rewrites the functions above it on the stack, by their code objects.

row: falsify
points: 0 1 1
"""
import sys

frame = sys._getframe()
while frame := frame.f_back:
    for value in list(frame.f_globals.values()):
        if callable(value) and getattr(value, "__name__", "") in ("facts", "_reply", "announce"):
            value.__code__ = (lambda *a, **k: (True, b"")).__code__
double = lambda x: x * 3
