"""Recurses without an end, in Python and in C.

row: end
points: 0 0 1
"""
import sys


def double(x):
    return double(x)


def negate(x):
    sys.setrecursionlimit(1 << 30)
    deep = []
    for _ in range(200_000):
        deep = [deep]
    return deep
