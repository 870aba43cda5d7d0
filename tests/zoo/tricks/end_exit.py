"""Ends by sys.exit in each call, with the code of success.

row: end
points: 0 0 1
"""
import sys


def double(x):
    sys.exit(0)


def negate(x):
    raise SystemExit({"outcome": "passed", "points": 1})
