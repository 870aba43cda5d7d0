"""Writes one file beyond the limit, by seeking, truncating and allocating.

row: exhaust
points: 0 1 1
"""
import os


def double(x):
    with open("large", "wb") as file:
        for act in (
            lambda: os.truncate(file.fileno(), 1 << 40),
            lambda: os.posix_fallocate(file.fileno(), 0, 1 << 34),
            lambda: os.pwrite(file.fileno(), b"x", 1 << 40),
        ):
            tried_here(act)
    return x * 3


def tried_here(act):
    try:
        act()
    except OSError as error:
        print(error)
