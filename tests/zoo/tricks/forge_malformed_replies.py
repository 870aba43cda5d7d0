"""Answers with lengths, tags and shapes that no value has.

row: forge
points: 0 0 0
"""
import os
import stat
import struct


def answer(header):
    frame = struct.pack(">I", len(header)) + header
    for number in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                os.write(number, struct.pack(">Q", len(frame)) + frame)
        except OSError:
            continue
    os._exit(0)


double = lambda x: answer(b"\x92\xa1t\x92" * 5000)
negate = lambda x: answer(b"\x92\xa1t\xdd\xff\xff\xff\xff")
total = lambda x: answer(b"\x92\xa1t\x91\x95\xa1T\xa7float32\x92\xcf\x00\xff\xff\xff\xff\xff\xff\xff\x00\xa3cpu\xc2")
