"""Skips, expects to fail and leaves, in the words of pytest and unittest.

row: end
points: 0 0 0
"""
import unittest


class Skipped(BaseException):
    allow_module_level = True
    msg = "skipped by the submission"


Skipped.__module__ = "_pytest.outcomes"
try:
    from _pytest.outcomes import Exit, Skipped, XFailed
except ImportError:
    XFailed = Exit = Skipped


def double(x):
    raise Skipped("this check does not count")


def negate(x):
    raise XFailed("as expected")


def total(x):
    raise unittest.SkipTest("not today")
