"""Raises errors in other threads and in the main thread's next instruction.

row: end
"""
import ctypes
import threading

main = threading.main_thread().ident


def poke():
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(main), ctypes.py_object(SystemExit))


def negate(x):
    threading.Thread(target=lambda: 1 / 0).start()
    return -x
