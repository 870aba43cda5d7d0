"""Makes itself unreadable, so that nobody can measure its memory.

row: exhaust
"""
import ctypes

reached(ctypes.CDLL(None).prctl(4, 0, 0, 0, 0) == 0)
