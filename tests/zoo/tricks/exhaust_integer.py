"""Computes and prints numbers of a million digits.

row: exhaust
points: 0 0 1
"""
import sys


def double(x):
    sys.set_int_max_str_digits(0)
    return 7 ** 400_000


def negate(x):
    return 10 ** 20_000
