"""Crashes: reads address 0 while it loads and in a call.

row: end
points: 0 1 1
"""
import ctypes

double = lambda x: ctypes.string_at(0)
ctypes.string_at(0)
