"""Announces an answer of exabytes, and another of the largest size that never comes.

row: forge
points: 0 0 1
"""
import os
import stat
import struct


def announce(size):
    for number in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                os.write(number, struct.pack(">Q", size))
        except OSError:
            continue
    while True:
        pass


double = lambda x: announce((1 << 64) - 1)
negate = lambda x: announce(64 << 20)
