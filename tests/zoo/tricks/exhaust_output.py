"""Prints 5 MB while it loads, and in a call on every stream.

row: exhaust
points: 0 1 1
"""
import os

for _ in range(50):
    os.write(1, b"zoo\n" * 25_000)


def double(x):
    while True:
        os.write(1, bytes(1 << 16))
        os.write(2, b"\x1b[2J" * (1 << 14))
