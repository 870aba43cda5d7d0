"""Gives generators, iterators, promises and functions in the place of values.

row: fool
points: 0 0 0
"""
import concurrent.futures

double = lambda x: (x + x for _ in range(1))
negate = lambda x: iter([-x])
total = lambda x: concurrent.futures.Future()
