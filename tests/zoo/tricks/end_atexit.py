"""Leaves its attack to exit handlers and finalizers.

row: end
points: 0 1 1
"""
import atexit
import os
import weakref


class Last:
    def __del__(self):
        os.write(1, b"finalizer\n")
        os._exit(0)


kept = Last()
atexit.register(os._exit, 0)
weakref.finalize(kept, os._exit, 0)


def double(x):
    global kept
    kept = None
    return x + x
