"""Writes 200 MB of files, in its folder and in every other that takes them.

row: exhaust
points: 0 1 1
"""
import os


def double(x):
    for folder in (".", os.environ["TMPDIR"], os.environ["HOME"], "/dev/shm", "/tmp", "/var/tmp"):
        for number in range(200):
            try:
                with open(f"{folder}/{MARK}{number}", "wb") as file:
                    file.write(os.urandom(1 << 10) * 900)
            except OSError:
                break
    raise OSError("full")
