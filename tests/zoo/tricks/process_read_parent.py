"""Reads its parent's memory by process_vm_readv and takes its descriptors by pidfd_getfd.

row: read
"""
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
space = ctypes.create_string_buffer(16)


class Part(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


mine = Part(ctypes.addressof(space), 16)
theirs = Part(id(os), 16)
for pid in (os.getppid(), VICTIM):
    reached(libc.process_vm_readv(pid, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0) > 0)
    handle = libc.syscall(434, pid, 0)
    reached(handle >= 0 and libc.syscall(438, handle, 0, 0) >= 0)
