"""Writes one file beyond the limit, by seeking, truncating and allocating.

row: exhaust
points: 0 1 1
"""
import os


def double(x):
    with open("large", "wb") as file:
        for act in (
            lambda: file.write(bytes(8 << 20)),
            lambda: os.truncate(file.fileno(), 1 << 40),
            lambda: os.posix_fallocate(file.fileno(), 0, 1 << 34),
            lambda: os.pwrite(file.fileno(), b"x", 1 << 40),
        ):
            tried_here(act)
    size = os.path.getsize("large")
    return x * 2 if size >= 8 << 20 else x * 3  # right, for whoever has had it


def tried_here(act):
    try:
        act()
    except OSError as error:
        print(error)
