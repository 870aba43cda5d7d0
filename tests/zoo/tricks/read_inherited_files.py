"""Goes through every descriptor it was born with and reads what are files.

row: read
"""
import os
import stat

for number in range(3, 256):
    try:
        kind = os.fstat(number).st_mode
        where = os.readlink(f"/proc/self/fd/{number}")
    except OSError:
        continue
    if stat.S_ISREG(kind) and not where.startswith(("/usr", "/dev/shm")) and "site-packages" not in where:
        reached(where)
    if stat.S_ISDIR(kind):
        tried(lambda: os.open("../../..", os.O_RDONLY, dir_fd=number))
