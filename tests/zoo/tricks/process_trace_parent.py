"""Attaches to its parent as a debugger and reads its memory.

row: read
"""
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.restype = ctypes.c_long
for pid in (os.getppid(), VICTIM):
    reached(libc.ptrace(16, pid, 0, 0) == 0)
    reached(libc.ptrace(0x4206, pid, 0, 0) == 0)
