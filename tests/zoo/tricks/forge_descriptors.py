"""Writes into every descriptor that is open, closes each, and puts others in their place.

row: forge
points: 0 1 1
"""
import os


def double(x):
    for number in range(1024):
        try:
            os.write(number, b"\x93\xa2ok\xc3" * 40)
            os.close(number)
        except OSError:
            pass
    for _ in range(40):
        os.open("/dev/null", os.O_RDWR)
    return x * 3
