"""Leaves System V memory, semaphores and queues, and POSIX ones, for the next.

row: exhaust
"""
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
KEY, MINE = 0x616161, 0o1666
left = [libc.shmget(KEY, 4096, 0), libc.semget(KEY, 1, 0), libc.msgget(KEY, 0)]
reached(max(left) >= 0 and left)
libc.shmget(KEY, 4096, MINE), libc.semget(KEY, 1, MINE), libc.msgget(KEY, MINE)
libc.mq_open(b"/zoo", 0o102, 0o666, None)
