"""Fills shared memory: /dev/shm, memfd, anonymous shared maps.

row: exhaust
points: 0 1 1
"""
import mmap
import os

import torch


def double(x):
    kept = []
    try:
        for number in range(40):
            file = os.memfd_create("zoo")
            for _ in range(50):
                os.write(file, bytes(1 << 20))
            kept.append(file)
    except OSError:
        pass
    shared = mmap.mmap(-1, 1 << 30)
    for at in range(0, 1 << 30, 1 << 20):
        shared[at : at + (1 << 20)] = b"x" * (1 << 20)
    return torch.ones(1 << 28).share_memory_()
